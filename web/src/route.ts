// SPDX-License-Identifier: EUPL-1.2
// The address of the page as a signal. A secret in the fragment is read once and taken out of the address.
import { signal } from '@preact/signals';

export const path = signal(location.pathname);

export function go(to: string): void {
  history.pushState(null, '', to);
  path.value = location.pathname;
  scrollTo(0, 0);
}

export function takeFragment(): string {
  const fragment = location.hash.slice(1);
  if (fragment !== '') history.replaceState(null, '', location.pathname);
  return fragment;
}

export function watchAddress(): void {
  addEventListener('popstate', () => { path.value = location.pathname; });
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const anchor = event.target instanceof Element ? event.target.closest('a') : null;
    if (!anchor || anchor.target !== '' || anchor.origin !== location.origin || anchor.hash !== '') return;
    if (anchor.hasAttribute('download') || anchor.pathname.startsWith('/api/') || anchor.pathname === '/reach') return;
    event.preventDefault();
    go(anchor.pathname);
  });
}
