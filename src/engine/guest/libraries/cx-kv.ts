import type { Library } from '../library';

/** Strings by key (`kv`), objects by key (`ko`), counters. Times to live in seconds; 0 keeps for good. */
export const cxKv: Library = {
  exports: ['kv', 'ko', 'incr', 'keys', 'usage'],
  source: String.raw`({ call, parse, stringify, world }) => {
    const missing = (value) => (value === null && world.missing === 'undefined' ? undefined : value);
    const incr = (key, by = 1, expire = 0) => call('kv.incr', String(key), Number(by), Number(expire));
    const keys = () => call('kv.keys');
    const usage = () => call('kv.usage');
    const kv = {
      get: async (key) => missing(await call('kv.get', String(key))),
      set: (key, value, ttl = 0) => call('kv.set', String(key), String(value), Number(ttl)),
      incr, keys, usage,
    };
    const ko = {
      get: async (key) => {
        const text = await call('kv.get', String(key));
        return text === null ? missing(null) : parse(text);
      },
      set: (key, value, ttl = 0) => call('kv.set', String(key), stringify(value), Number(ttl)),
    };
    return { kv, ko, incr, keys, usage };
  }`,
};
