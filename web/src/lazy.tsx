// SPDX-License-Identifier: EUPL-1.2
// A component whose code is fetched when it is first drawn. When that fails the page says so and offers to try again.
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from './i18n/index.js';

export function lazy<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let here: ComponentType<P> | null = null;
  return function Lazy(props: P) {
    const [state, setState] = useState<'loading' | 'lost' | 'here'>(here ? 'here' : 'loading');
    useEffect(() => {
      if (state !== 'loading') return;
      load().then((component) => { here = component; setState('here'); }, () => setState('lost'));
    }, [state]);
    if (here) {
      const Component = here;
      return <Component {...props} />;
    }
    if (state === 'lost') return <p role="alert">{t().partLost} <button type="button" class="button" onClick={() => setState('loading')}>{t().retryNow}</button></p>;
    return <p role="status">{t().loading}</p>;
  };
}
