/** One write: where, what, and when by the writer's stamp, which grows with every write of a browser. */
interface Entry {
  readonly name: string;
  /** Null: removed. */
  readonly value: string | null;
  readonly stamp: number;
}

/**
 * A second copy of localStorage's entries in IndexedDB. Chromium writes localStorage to the disk up to a minute late,
 * so that a browser that is killed, or a computer whose power fails, loses what its tabs had long read back.
 */
export interface StorageCopy {
  /** Resolves a few milliseconds later with whether it is on the disk; never rejects. */
  put(entry: Entry): Promise<boolean>;
  /** All entries, oldest first; empty where there is no copy. Never rejects. */
  all(): Promise<readonly Entry[]>;
}

const table = 'entries';
const forgetAfter = 7 * 24 * 60 * 60_000;
const waitAtMost = 2000;

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the database failed'));
  });

function opened(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => void request.result.createObjectStore(table, { keyPath: 'name' });
  return settled(request);
}

export function storageCopy(name: string): StorageCopy {
  let database: Promise<IDBDatabase> | undefined;
  /** The newest of each name that is still to be written. */
  let waiting = new Map<string, Entry>();
  let writing: Promise<boolean> | undefined;

  const open = (): Promise<IDBDatabase> =>
    (database ??= Promise.resolve()
      .then(() => opened(name))
      .then((base) => {
        base.onclose = () => (database = undefined);
        return base;
      }));
  const flush = async (): Promise<boolean> => {
    try {
      const base = await open();
      while (waiting.size > 0) {
        const transaction = base.transaction(table, 'readwrite', { durability: 'strict' });
        const store = transaction.objectStore(table);
        for (const entry of waiting.values()) store.put(entry);
        waiting = new Map();
        await new Promise<void>((resolve, reject) => {
          transaction.oncomplete = () => resolve();
          transaction.onabort = () => reject(transaction.error ?? new Error('the write was given up'));
        });
      }
      return true;
    } catch {
      // Forbidden or broken: localStorage is all there is, until the next write tries again.
      database = undefined;
      return false;
    } finally {
      writing = undefined;
    }
  };
  const read = async (): Promise<readonly Entry[]> => {
    const transaction = (await open()).transaction(table, 'readwrite');
    const store = transaction.objectStore(table);
    const entries = (await settled(store.getAll())) as Entry[];
    const old = Date.now() - forgetAfter;
    for (const { name: gone } of entries.filter(({ value, stamp }) => value === null && stamp < old)) {
      store.delete(gone);
    }
    return entries.sort((a, b) => a.stamp - b.stamp);
  };

  return {
    put(entry) {
      waiting.set(entry.name, entry);
      return (writing ??= flush());
    },
    all: () =>
      Promise.race([
        read().catch(() => []),
        new Promise<readonly Entry[]>((resolve) => setTimeout(() => resolve([]), waitAtMost)),
      ]),
  };
}
