// SPDX-License-Identifier: EUPL-1.2
// JSON in localStorage (all tabs, survives the tab) and sessionStorage (this tab). Where the browser forbids storage
// the values live in memory, so that the page works and only a reload loses them.

export interface Box {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  remove(key: string): void;
  keys(): string[];
}

function boxOf(find: () => Storage): Box {
  const memory = new Map<string, string>();
  const prefix = 'hs.';
  const real = (): Storage | null => {
    try { return find(); } catch { return null; }
  };
  return {
    get(key) {
      try {
        const raw = memory.get(key) ?? real()?.getItem(prefix + key) ?? null;
        return raw === null ? null : (JSON.parse(raw) as unknown);
      } catch { return null; }
    },
    set(key, value) {
      const raw = JSON.stringify(value);
      try {
        const storage = real();
        if (!storage) throw new Error('no storage');
        storage.setItem(prefix + key, raw);
        memory.delete(key);
      } catch { memory.set(key, raw); }
    },
    remove(key) {
      memory.delete(key);
      try { real()?.removeItem(prefix + key); } catch { /* nothing was kept */ }
    },
    keys() {
      const found = new Set(memory.keys());
      try {
        const storage = real();
        for (let i = 0; storage && i < storage.length; i++) {
          const key = storage.key(i);
          if (key?.startsWith(prefix)) found.add(key.slice(prefix.length));
        }
      } catch { /* memory only */ }
      return [...found];
    },
  };
}

export const everywhere = boxOf(() => localStorage);
export const thisTab = boxOf(() => sessionStorage);
