import type { StorageCopy } from '../../src/adapters/browser/storage-copy';

/** localStorage of one browser; `full`: whatever is written is refused, as by its quota. */
export function browserStorage() {
  const kept = new Map<string, string>();
  const own = { full: false };
  const methods = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem(name: string, value: string) {
      if (own.full) throw new DOMException('full', 'QuotaExceededError');
      kept.set(name, value);
    },
    removeItem: (name: string) => void kept.delete(name),
  };
  const storage = new Proxy(methods, {
    ownKeys: () => [...kept.keys()],
    getOwnPropertyDescriptor: (_methods, name) =>
      kept.has(String(name))
        ? { enumerable: true, configurable: true, value: kept.get(String(name)) }
        : undefined,
  });
  Object.defineProperty(globalThis, 'localStorage', { configurable: true, get: () => storage });
  return { kept, own };
}

type Entry = Parameters<StorageCopy['put']>[0];
/** The second copy, on a disk that never fails; `broken`: one that always does. */
export function memoryCopy(broken = false) {
  const kept = new Map<string, Entry>();
  const copy: StorageCopy = {
    put(entry) {
      if (!broken) kept.set(entry.name, entry);
      return Promise.resolve(!broken);
    },
    all: () => Promise.resolve([...kept.values()].sort((a, b) => a.stamp - b.stamp)),
  };
  return copy;
}
