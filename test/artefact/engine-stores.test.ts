import { storeFile } from './engine-at-work';
import { hasPostgres, postgresTest, startPostgres } from './postgres';
import type { Postgres } from './postgres';
import { openStore } from '../../src/engine/store/open-store';
import type { EngineStore } from '../../src/engine/store/open-store';
import { openSharedStore } from '../../src/engine/store/shared/open-shared-store';
import { storeFolder } from '../../bench/store-folder';

jest.setTimeout(60_000);

let postgres: Postgres | undefined;
beforeAll(async () => {
  if (hasPostgres) postgres = await startPostgres();
});
afterAll(() => postgres?.remove());
const address = (): string => postgres?.address ?? '';

let turn = 0;
/** Each test has names of its own: the shared database goes from one to the next. */
const named = (name: string): string => `${name}-${(turn += 1)}`;
const message = (id: string) => ({ id, assignment: 'line', body: '{}', deadline: Date.now() + 600_000 });
const second = 1000;
const odd = `it's "{NULL}", \\ and ,{a} — ё 🙂\n`;

const kinds = [
  { kind: 'the file of one engine', testOf: test, open: (path: string) => openStore(storeFile, path) },
  { kind: 'the database of many', testOf: postgresTest, open: () => openSharedStore(address()) },
];

describe.each(kinds)('$kind', ({ testOf, open }) => {
  let store: EngineStore;
  let folder: ReturnType<typeof storeFolder>;
  beforeEach(async () => {
    if (testOf !== test && !hasPostgres) return;
    folder = storeFolder();
    store = await open(folder.path);
    await store.messages.recover('died: x');
  });
  afterEach(async () => {
    if (testOf !== test && !hasPostgres) return;
    await store.close();
    folder.remove();
  });

  testOf('a message that came before is not taken again, and says how it stands', async () => {
    const id = named('m');
    expect(await store.messages.add(message(id), 1)).toBeUndefined();
    expect(await store.messages.add(message(id), 2)).toMatchObject({
      ...{ id, state: 'unconsumed', added: 1, attempt: 0, faults: [], answer: null, isOurs: true },
    });
    expect(await store.messages.find(named('m'))).toBeUndefined();
  });

  testOf('a message is consumed as soon as it is added, by one worker, once for each attempt', async () => {
    const id = named('m');
    const consumed = [store.messages.add(message(id), 1), store.messages.consume(id, 1)];
    expect(await Promise.all(consumed)).toEqual([undefined, true]);
    expect(await store.messages.consume(id, 1)).toBe(false);
    expect(await store.messages.consume(id, 2)).toBe(false);
    expect(await store.messages.release(id, 1, odd)).toBe(true);
    expect(await store.messages.consume(id, 1)).toBe(false);
    expect(await store.messages.consume(id, 2)).toBe(true);
    expect(await store.messages.find(id)).toMatchObject({ state: 'consumed', attempt: 2, faults: [odd] });
  });

  testOf('an attempt that is over answers nothing; at its deadline whichever attempt is closed', async () => {
    const [id, late] = [named('m'), named('m')];
    for (const one of [id, late]) {
      await store.messages.add(message(one), 1);
      await store.messages.consume(one, 1);
      await store.messages.release(one, 1, 'time: x');
      await store.messages.consume(one, 2);
    }
    const text = JSON.stringify({ odd, nought: '\0' });
    expect(await store.messages.settle(id, 1, 'answered', '"late"', null, 2)).toBe(false);
    expect(await store.messages.settle(id, 2, 'answered', text, null, 3)).toBe(true);
    const again = [
      store.messages.settle(id, 2, 'aside', '"again"', 'x', 4),
      store.messages.settle(late, null, 'aside', '"closed"', 'odd \0', 4),
      store.messages.settle(late, 2, 'aside', '"closed"', 'odd \0', 4),
      store.messages.settle(id, null, 'aside', '"again"', 'x', 4),
    ];
    const [first, ...others] = await Promise.all(again);
    expect([first, others.filter(Boolean)]).toEqual([false, [true]]);
    expect(await store.messages.find(id)).toMatchObject({ answer: text, faults: ['time: x'] });
    expect(await store.messages.find(late)).toMatchObject({ state: 'aside', answer: '"closed"' });
  });

  testOf(
    'set aside messages are listed, the newest first, and final ones forgotten in their own time',
    async () => {
      const [one, two, good] = [named('m'), named('m'), named('m')];
      for (const [id, at] of [
        [one, 1],
        [two, 2],
        [good, 1],
      ] as const)
        await store.messages.add(message(id), at);
      const before = await store.messages.counts();
      await store.messages.settle(one, 0, 'aside', '1', 'x', 3);
      await store.messages.settle(two, 0, 'aside', '1', 'x', 3);
      await store.messages.settle(good, 0, 'answered', '1', null, 3);
      const listed = (await store.messages.aside(100)).map(({ id }) => id);
      expect(listed.filter((id) => [one, two, good].includes(id))).toEqual([two, one]);
      expect(await store.messages.aside(1)).toHaveLength(1);
      const after = await store.messages.counts();
      expect(after.unconsumed).toBe(before.unconsumed - 3);
      expect(after.aside).toBe(before.aside + 2);
      await store.messages.forget(2, 2);
      const left = await Promise.all([one, two, good].map((id) => store.messages.find(id)));
      expect(left.map((found) => found?.id)).toEqual([undefined, two, undefined]);
      await store.messages.forget(1e15, 1e15);
    },
  );

  testOf('a value is there until its time is over, in seconds, and for its own app alone', async () => {
    const [app, other] = [named('app'), named('app')];
    await store.datastore.set(app, 'k', odd, 2, 0);
    expect(await store.datastore.get(app, 'k', 1999)).toBe(odd);
    expect(await store.datastore.get(app, 'k', 2000)).toBeNull();
    expect(await store.datastore.get(other, 'k', 0)).toBeNull();
    await store.datastore.set(app, 'k', 'v', 0, 0);
    expect(await store.datastore.get(app, 'k', 1e12)).toBe('v');
    expect(await store.datastore.keys(other, 0)).toEqual([]);
  });

  testOf(
    'a counter starts at nothing, keeps its time without a new one, and counts all who count at once',
    async () => {
      const app = named('app');
      expect(await store.datastore.increment(app, 'n', 1, 10, 0)).toBe(1);
      expect(await store.datastore.increment(app, 'n', 5, 0, 9 * second)).toBe(6);
      expect(await store.datastore.increment(app, 'n', 1, 0, 10 * second)).toBe(1);
      const all = Array.from({ length: 50 }, () => store.datastore.increment(app, 'all', 1, 0, 0));
      expect((await Promise.all(all)).sort((a, b) => a - b)).toEqual(all.map((_one, index) => index + 1));
      await store.datastore.set(app, 'k', 'text', 0, 0);
      await expect(store.datastore.increment(app, 'k', 1, 0, 0)).rejects.toThrow('"k" holds no number');
      expect(await store.datastore.get(app, 'k', 0)).toBe('text');
    },
  );

  testOf('writes of one script that waits for none of them happen in their order', async () => {
    const app = named('app');
    await Promise.all(['a', 'b', 'c'].map((value) => store.datastore.set(app, 'k', value, 0, 0)));
    expect(await store.datastore.get(app, 'k', 0)).toBe('c');
  });

  testOf(
    'keys and values have their lengths, and an app its share: deleting and time make room again',
    async () => {
      const app = named('app');
      const { datastore } = store;
      await expect(datastore.set(app, '', 'v', 0, 0)).rejects.toThrow('the key is empty');
      await expect(datastore.set(app, 'k'.repeat(257), 'v', 0, 0)).rejects.toThrow('256 are allowed');
      await expect(datastore.set(app, 'k', 'v'.repeat(65_537), 0, 0)).rejects.toThrow('65536 are allowed');
      const value = 'v'.repeat(65_000);
      const keys = Array.from({ length: 258 }, (_none, index) => `key-${100 + index}`);
      for (const key of keys) await datastore.set(app, key, value, key === 'key-357' ? 1 : 0, 0);
      expect(await datastore.usage(app, 0)).toEqual({ keys: 258, size: 258 * 65_007 });
      await expect(datastore.set(app, 'more', value, 0, 0)).rejects.toThrow(
        'the datastore is full: 16777216',
      );
      await datastore.set(app, 'key-100', 'short', 0, 0);
      await datastore.set(app, 'more', value, 0, 0);
      await expect(datastore.set(app, 'yet more', value, 0, 0)).rejects.toThrow('full');
      await datastore.set(app, 'yet more', value, 0, second);
      expect(await datastore.delete(app, 'more')).toBe(true);
      expect(await datastore.delete(app, 'more')).toBe(false);
      await datastore.set(app, 'again', value, 0, second);
      await datastore.sweep(second);
      expect(await datastore.usage(app, second)).toEqual({
        keys: 259,
        size: 256 * 65_007 + 12 + 65_008 + 65_005,
      });
    },
  );
});
