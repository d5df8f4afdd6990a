// SPDX-License-Identifier: EUPL-1.2
// The outcome in words, aspect by aspect. There is no sum of it, and none may be made.
import { t, tx } from '../i18n/index.js';
import { sorted, size } from '../order.js';
import type { Aspect, Dict } from '../types.js';

export function Profile({ profile }: { profile: Dict<Aspect> | undefined }) {
  if (size(profile) === 0) return null;
  return (
    <section class="panel" aria-labelledby="profile-title">
      <h2 id="profile-title">{t().profileTitle}</h2>
      <dl class="facts profile">
        {sorted(profile).map((aspect) => (
          <div key={aspect.id}><dt>{tx(aspect.name)}</dt><dd><b>{tx(aspect.word)}</b>{aspect.facts && <span>{tx(aspect.facts)}</span>}</dd></div>
        ))}
      </dl>
      <p class="help">{t().profileHelp}</p>
    </section>
  );
}
