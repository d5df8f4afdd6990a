// SPDX-License-Identifier: EUPL-1.2
// What stands between this page and the server, visibly: a lost line, commands that wait, a late refusal.
import { second } from '../clock.js';
import { t } from '../i18n/index.js';
import { link, notice, retryNow, unreadable, view, waiting } from '../store.js';
import { problemText } from './parts.js';

export function Banner() {
  const { state, retryAt } = link.value;
  const lost = state === 'waiting' || (state === 'connecting' && view.value !== null);
  const seconds = Math.max(0, Math.ceil((retryAt - second.value) / 1000));
  return (
    <div class="banners" role="status">
      {lost && (
        <div class="banner lost">
          <p><b>{t().lineLost}</b> {state === 'waiting' && seconds > 0 ? t().retryIn(seconds) : t().reconnecting}
            {waiting.value > 0 && <> {t().commandsWait(waiting.value)}</>} {t().draftsSafe}</p>
          <button type="button" class="button" onClick={retryNow}>{t().retryNow}</button>
        </div>
      )}
      {unreadable.value && <div class="banner lost"><p>{t().unreadable}</p><button type="button" class="button" onClick={() => location.reload()}>{t().reload}</button></div>}
      {notice.value && (
        <div class="banner">
          <p><b>{t().lateRefusal}</b> {problemText(notice.value)}</p>
          <button type="button" class="button" onClick={() => { notice.value = null; }}>{t().understood}</button>
        </div>
      )}
    </div>
  );
}
