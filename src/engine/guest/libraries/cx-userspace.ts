import type { Library } from '../library';

/** Tables of the customer's own, kept in the datastore under `userspace:<area>:<key>`. SQL is not there. */
export const cxUserspace: Library = {
  exports: ['create', 'read', 'get', 'update', 'delete', 'random', 'sql', 'knex'],
  source: String.raw`({ call, parse, stringify }) => {
    const at = (area, key) => 'userspace:' + area + ':' + key;
    const read = async (area, key) => {
      const text = await call('kv.get', at(area, key));
      return text === null ? null : parse(text);
    };
    const write = async (area, key, data) => {
      await call('kv.set', at(area, key), stringify(data === undefined ? null : data), 0);
      return data;
    };
    const remove = (area, key) => call('kv.delete', at(area, key));
    const random = async (area) => {
      const own = (await call('kv.keys')).filter((key) => key.startsWith(at(area, '')));
      if (own.length === 0) return null;
      return parse(await call('kv.get', own[Math.floor(Math.random() * own.length)]));
    };
    const absent = (name) => () => {
      throw new Error('cxUserspace.' + name + ' is not simulated here: SQL tables exist on the platform alone');
    };
    return {
      create: write, read, get: read, update: write, delete: remove, random,
      sql: absent('sql'), knex: absent('knex'),
    };
  }`,
};
