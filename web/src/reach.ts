// SPDX-License-Identifier: EUPL-1.2
// The address that others can open, as the server knows it: the desk itself may sit on 127.0.0.1. Asked once.
import { signal } from '@preact/signals';
import { getJson } from './api.js';

const told = signal<string | null>(null);
let asking: Promise<void> | null = null;

async function ask(): Promise<void> {
  try {
    const answer = await getJson('/api/v1/reach');
    if (answer.ok && typeof answer.body.url === 'string') told.value = answer.body.url;
  } catch { asking = null; /* the page's own address stands until the next look */ }
}

export function origin(): string {
  asking ??= ask();
  return told.value ?? location.origin;
}

export const joinAddress = (code: string): string => `${origin()}/j/${code}`;
export const testAddress = (): string => `${origin()}/reach`;
export const plainAddress = (address: string): string => address.replace(/^https?:\/\//, '');
export const isLocal = (): boolean => /^https?:\/\/(localhost|127\.|\[::1\])/.test(origin());
