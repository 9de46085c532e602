import { limits } from '../limits';
import type { World } from './world';

interface Kept {
  readonly value: string;
  /** Unix seconds. */
  readonly expireAt: number;
}

/** The application's keys and values, gone with the run. Every answer takes a moment. */
export function applicationStorage(world: World) {
  const now = (): number => Math.floor((world.calls.at + world.clock.now()) / 1000);
  const kept = new Map<string, Kept>(
    Object.entries(world.calls.storage).map(([key, value]) => [
      key,
      { value, expireAt: now() + limits.storageTtl },
    ]),
  );
  const soon = <T>(work: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      world.later(0.02, () => {
        try {
          resolve(work());
        } catch (fault) {
          reject(fault instanceof Error ? fault : new Error(String(fault)));
        }
      });
    });
  const found = (key: string) => {
    const one = kept.get(key);
    return one === undefined || one.expireAt <= now() ? null : { key, ...one };
  };
  return {
    get: (key: string) =>
      soon(() => {
        world.tell('storage', `get ${key}: ${found(key)?.value ?? 'nothing'}`);
        return found(key);
      }),
    put: (key: string, value: unknown, ttl: number = limits.storageTtl) =>
      soon(() => {
        const text = String(value);
        if (key.length > limits.storageKey)
          throw new Error(`the key is over ${limits.storageKey} characters`);
        if (text.length > limits.storageValue)
          throw new Error(`the value is over ${limits.storageValue} characters`);
        if (!(ttl >= 0 && ttl <= limits.storageTtl)) throw new Error(`ttl must be 0 to ${limits.storageTtl}`);
        kept.set(key, { value: text, expireAt: now() + ttl });
        world.tell('storage', `put ${key}: ${text}`);
        return found(key);
      }),
    remove: (key: string) =>
      soon(() => {
        const one = found(key);
        kept.delete(key);
        world.tell('storage', `remove ${key}`);
        return one;
      }),
    keys: (pattern = '*', count = 1000) =>
      soon(() => {
        const fits = new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`);
        return { keys: [...kept.keys()].filter((key) => fits.test(key)).slice(0, count) };
      }),
  };
}
