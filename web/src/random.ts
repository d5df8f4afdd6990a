// SPDX-License-Identifier: EUPL-1.2
// Random names for keys and tabs. crypto.randomUUID is missing on plain HTTP, getRandomValues is not.

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export function randomKey(length = 22): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => letters[byte & 63]).join('');
}
