import type { StorageCopy } from './storage-copy';

/** What another tab wrote just now may be in the copy before it is in this tab's sight, ms. */
const stillOnItsWay = 1000;

/** Entries of localStorage that outlive the whole browser's death; names are whole keys. */
export interface KeptEntries {
  /** Null where there is none. */
  readonly read: (name: string) => string | null;
  /** Null removes. Read back at once by all tabs; resolves when it is on the disk. */
  readonly write: (name: string, value: string | null) => Promise<void>;
  /** Of everything stored, ours or not. */
  readonly names: () => string[];
  /** Brings back from the copy what the disk lost with the browser. True: there was something. */
  readonly recover: () => Promise<boolean>;
  /** Something could be stored nowhere, and lasts as long as this page. */
  readonly unkept: () => boolean;
  /** The entry that counts the writes: nobody's news. */
  readonly stampKey: string;
}

/** `alone`: no other tab writes here while this one does. */
export function keptEntries(key: string, copy: StorageCopy, alone = false): KeptEntries {
  const stampKey = `${key}:stamp`;
  const fallback = new Map<string, string>();
  const unkept = new Set<string>();
  let latest = 0;

  const read = (name: string): string | null => {
    try {
      return fallback.get(name) ?? localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  /** False: there is no room, or it is forbidden. */
  const store = (name: string, value: string | null): boolean => {
    try {
      if (value === null) localStorage.removeItem(name);
      else localStorage.setItem(name, value);
      fallback.delete(name);
      return true;
    } catch {
      if (value === null) fallback.delete(name);
      else fallback.set(name, value);
      return value === null;
    }
  };
  const lastStamp = (): number => Number(read(stampKey) ?? 0) || 0;

  return {
    stampKey,
    read,
    async write(name, value) {
      const stored = store(name, value);
      const stamp = (latest = Math.max(Date.now(), lastStamp() + 1, latest + 1));
      // After its entry: a disk that has the stamp has the entry. What is in the copy alone is found by its absence.
      if (fallback.size === 0) store(stampKey, String(stamp));
      const copied = await copy.put({ name, value, stamp });
      if (stored || copied) unkept.delete(name);
      else unkept.add(name);
    },
    names() {
      try {
        return [...Object.keys(localStorage), ...fallback.keys()];
      } catch {
        return [...fallback.keys()];
      }
    },
    async recover() {
      const entries = await copy.all();
      const onDisk = lastStamp();
      const lost = entries.filter(
        ({ stamp }) => stamp > onDisk && (alone || Math.abs(Date.now() - stamp) > stillOnItsWay),
      );
      for (const { name, value } of lost) store(name, value);
      const newest = lost[lost.length - 1];
      if (newest === undefined) return false;
      if (fallback.size === 0) store(stampKey, String(newest.stamp));
      return true;
    },
    unkept: () => unkept.size > 0,
  };
}
