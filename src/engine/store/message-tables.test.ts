import Database from 'libsql';
import fc from 'fast-check';
import { messageTables } from './message-tables';

const message = { id: 'a', assignment: 'line', body: '{}', deadline: 1000 };
const open = () => messageTables(new Database(':memory:'));

test('a message that came before is not taken again, and says how it stands', () => {
  const tables = open();
  expect(tables.add(message, 1)).toBeUndefined();
  expect(tables.add(message, 2)).toMatchObject({ id: 'a', state: 'unconsumed', added: 1 });
});

test('one worker alone can consume a message', () => {
  const tables = open();
  tables.add(message, 1);
  expect(tables.consume('a', 1)).toBe(true);
  expect(tables.consume('a', 1)).toBe(false);
  expect(tables.consume('a', 2)).toBe(false);
});

test('a failed delivery gives the message back with its reason, for the next attempt alone', () => {
  const tables = open();
  tables.add(message, 1);
  tables.consume('a', 1);
  expect(tables.release('a', 1, 'threw: x')).toBe(true);
  expect(tables.consume('a', 1)).toBe(false);
  expect(tables.consume('a', 2)).toBe(true);
  expect(tables.find('a')).toMatchObject({ state: 'consumed', attempt: 2, faults: ['threw: x'] });
});

test('a worker that was given up cannot answer any more', () => {
  const tables = open();
  tables.add(message, 1);
  tables.consume('a', 1);
  tables.release('a', 1, 'time: x');
  tables.consume('a', 2);
  expect(tables.settle('a', 1, 'answered', '"late"', null, 2)).toBe(false);
  expect(tables.settle('a', 2, 'answered', '"good"', null, 3)).toBe(true);
  expect(tables.settle('a', 2, 'aside', '"again"', 'x', 4)).toBe(false);
  expect(tables.find('a')?.answer).toBe('"good"');
});

test('what a dead engine had with its workers waits again, in the order in which it came', () => {
  const tables = open();
  for (const [id, at] of [
    ['late', 3],
    ['early', 1],
    ['done', 2],
  ] as const)
    tables.add({ ...message, id }, at);
  for (const id of ['late', 'done']) tables.consume(id, 1);
  tables.settle('done', 1, 'answered', '1', null, 2);
  expect(tables.recover('died: x').map(({ id, faults }) => [id, faults])).toEqual([
    ['early', []],
    ['late', ['died: x']],
  ]);
});

test('set aside messages are listed, the newest first, and forgotten in their own time', () => {
  const tables = open();
  for (const [id, at] of [
    ['one', 1],
    ['two', 2],
    ['good', 1],
  ] as const)
    tables.add({ ...message, id }, at);
  tables.settle('one', 0, 'aside', '1', 'x', 3);
  tables.settle('two', 0, 'aside', '1', 'x', 3);
  tables.settle('good', 0, 'answered', '1', null, 3);
  expect(tables.aside(9).map(({ id }) => id)).toEqual(['two', 'one']);
  expect(tables.aside(1).map(({ id }) => id)).toEqual(['two']);
  expect(tables.counts()).toEqual({ unconsumed: 0, consumed: 0, answered: 1, aside: 2 });
  tables.forget(2, 2);
  expect(tables.counts()).toEqual({ unconsumed: 0, consumed: 0, answered: 0, aside: 1 });
});

test('whatever workers, deadlines and restarts do in whatever order, a message is settled once and never lost', () => {
  const step = fc.constantFrom('consume', 'release', 'settle', 'stale settle', 'aside', 'recover');
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const tables = open();
      tables.add(message, 1);
      let settled = 0;
      let attempt = 0;
      for (const name of steps) {
        if (name === 'consume' && tables.consume('a', attempt + 1)) attempt += 1;
        if (name === 'release') tables.release('a', attempt, 'x');
        if (name === 'settle') settled += Number(tables.settle('a', attempt, 'answered', '1', null, 2));
        if (name === 'stale settle')
          settled += Number(tables.settle('a', attempt - 1, 'answered', '2', null, 2));
        if (name === 'aside') settled += Number(tables.settle('a', attempt, 'aside', '3', 'x', 2));
        if (name === 'recover') tables.recover('x');
      }
      const found = tables.find('a');
      expect(found).toBeDefined();
      expect(settled).toBe(found?.answer == null ? 0 : 1);
      expect(found?.answer).not.toBe('2');
    }),
    { numRuns: 200 },
  );
});
