import type { CallEvent } from '../../domain/call';
import { eventQueue, type PostOutcome } from './event-queue';

const event = (id: string): CallEvent => ({
  ...{ id, call_id: 'c-1', type: 'ringing', direction: 'inbound' },
  ...{ from: '', to: '', extensions: [], at: '2026-01-31T10:00:00.000Z' },
});

/** A queue whose answers are given by hand. */
function bench() {
  const asked: { readonly ids: string; readonly answer: (outcome: PostOutcome | Error) => void }[] = [];
  const pauses: { readonly ms: number; readonly over: () => void }[] = [];
  const lines: string[] = [];
  const queue = eventQueue({
    post: (events) =>
      new Promise((resolve, reject) => {
        const answer = (outcome: PostOutcome | Error) =>
          outcome instanceof Error ? reject(outcome) : resolve(outcome);
        asked.push({ ids: events.map(({ id }) => id).join(), answer });
      }),
    after: (ms, over) => void pauses.push({ ms, over }),
    log: (line) => void lines.push(line),
  });
  /** Answers the last request and lets that be known. */
  const answer = async (outcome: PostOutcome | Error) => {
    asked.at(-1)!.answer(outcome);
    await new Promise(setImmediate);
  };
  return { queue, asked, pauses, lines, answer };
}

test('one request at a time; what came up meanwhile goes together in the next', async () => {
  const { queue, asked, answer } = bench();
  for (const id of ['a', 'b', 'c']) queue.add(event(id));
  expect(asked.map(({ ids }) => ids)).toEqual(['a']);
  await answer('taken');
  expect(asked.map(({ ids }) => ids)).toEqual(['a', 'b,c']);
});

test('repeated with growing pauses, or when the gateway says, until taken', async () => {
  const { queue, asked, pauses, answer } = bench();
  queue.add(event('a'));
  for (const outcome of [{ again: undefined }, new Error('cut'), { again: 3000 }] as const) {
    await answer(outcome);
    pauses.at(-1)!.over();
  }
  expect(pauses.map(({ ms }) => ms)).toEqual([500, 1000, 3000]);
  await answer('taken');
  expect(asked).toHaveLength(4);
  expect(queue.unsent()).toEqual([]);
});

test('a refused batch is sent again one by one, and only the faulty event is given up', async () => {
  const { queue, asked, lines, answer } = bench();
  queue.add(event('a'));
  queue.add(event('bad'));
  queue.add(event('c'));
  await answer('taken');
  await answer('refused');
  await answer('refused');
  await answer('taken');
  expect(asked.map(({ ids }) => ids)).toEqual(['a', 'bad,c', 'bad', 'c']);
  expect(lines).toEqual(['events: the gateway refuses bad']);
});

test('says when all is sent: at once where nothing waits, else after the last', async () => {
  const { queue, answer } = bench();
  const told: string[] = [];
  queue.whenSent(() => told.push('at once'));
  queue.add(event('a'));
  queue.whenSent(() => told.push('after a'));
  expect(told).toEqual(['at once']);
  await answer('taken');
  expect(told).toEqual(['at once', 'after a']);
});

test('one under way counts as unsent until the gateway has said so', () => {
  const { queue } = bench();
  queue.add(event('a'));
  expect(queue.unsent().map(({ id }) => id)).toEqual(['a']);
});
