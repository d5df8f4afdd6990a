// SPDX-License-Identifier: EUPL-1.2
// Half-written answers: kept by participant and field until the server took them, so that neither a message, a new
// phase nor a reload loses them.
import { useState } from 'preact/hooks';
import { everywhere } from './storage.js';

const nameOf = (owner: string, field: string): string => `draft.${owner}.${field}`;

export function readDraft<V>(owner: string, field: string, initial: V): V {
  const kept = everywhere.get(nameOf(owner, field));
  return kept === null || typeof kept !== typeof initial ? initial : (kept as V);
}

export interface Draft<V> { value: V; set(value: V): void; clear(): void; touched: boolean }

// The component must be keyed by `field` where the field can change under it.
export function useDraft<V>(owner: string, field: string, initial: V): Draft<V> {
  const [own, setOwn] = useState<{ value: V; touched: boolean }>(() => {
    const kept = everywhere.get(nameOf(owner, field));
    return { value: readDraft(owner, field, initial), touched: kept !== null };
  });
  return {
    // What was never touched follows the server.
    value: own.touched ? own.value : initial,
    touched: own.touched,
    set(value) {
      everywhere.set(nameOf(owner, field), value);
      setOwn({ value, touched: true });
    },
    clear() {
      everywhere.remove(nameOf(owner, field));
      setOwn({ value: initial, touched: false });
    },
  };
}

export function forgetDrafts(owner: string): void {
  for (const key of everywhere.keys()) if (key.startsWith(`draft.${owner}.`)) everywhere.remove(key);
}
