import type { CallEvent } from '../domain/call';
import { appendedText } from './appended-text';
import type { Answer, Question } from './call-store';
import { StoreBusy } from './call-store';
import { workerStore } from './worker-store';

/** A thread that keeps its questions until it is told to answer the oldest one. */
function slowThread() {
  const asked: Question[] = [];
  let listener: (answer: Answer) => void = () => undefined;
  return {
    asked,
    post: (question: Question) => void asked.push(question),
    onAnswer: (listen: (answer: Answer) => void) => void (listener = listen),
    answer: (answer: Answer) => listener(answer),
    /** Says that everything of the oldest question was new. */
    accept: (changed: { picture: never; rooms: string[] }[] = []) => {
      const question = asked.shift();
      if (question?.ask !== 'append') throw new Error('nothing to append');
      const counts = question.sizes.map((size) => ({ accepted: size, duplicates: 0 }));
      listener({ kind: 'appended', appended: appendedText({ counts, changed }) });
    },
  };
}
const events = (count: number): CallEvent[] => Array.from({ length: count }, () => ({}) as CallEvent);
const sizes = (question: Question | undefined) =>
  question?.ask === 'append' ? question.sizes : question?.ask;

test('what comes while the disk is busy is written together', async () => {
  const thread = slowThread();
  const store = workerStore(thread, () => 0);
  const results = [1, 2, 3].map((count) => store.append(events(count)));
  expect(thread.asked.map(sizes)).toEqual([[1]]);
  thread.accept();
  expect(thread.asked.map(sizes)).toEqual([[2, 3]]);
  thread.accept();
  expect(await Promise.all(results)).toEqual([1, 2, 3].map((accepted) => ({ accepted, duplicates: 0 })));
});

test('one transaction stays small enough to be quick', () => {
  const thread = slowThread();
  const store = workerStore(thread, () => 0);
  for (const count of [1, ...Array<number>(10).fill(500)]) void store.append(events(count));
  for (let left = 0; left < 3; left += 1) thread.accept();
  expect(thread.asked.map(sizes)).toEqual([
    [500, 500, 500, 500],
    [500, 500],
  ]);
});

test('a good many lie ready for the disk while it writes, and a fourth time only once it has written', async () => {
  const thread = slowThread();
  const store = workerStore(thread, () => 0);
  const results = [699, 350, 350, 360, 360, 350, 350].map((count) => store.append(events(count)));
  expect(thread.asked.map(sizes)).toEqual([[699], [350, 350], [360, 360]]);
  thread.accept();
  expect(thread.asked.map(sizes)).toEqual([
    [350, 350],
    [360, 360],
    [350, 350],
  ]);
  const closed = store.close();
  for (let left = 0; left < 3; left += 1) thread.accept();
  await Promise.all(results);
  expect(thread.asked.map(sizes)).toEqual(['alive']);
  thread.answer({ kind: 'done' });
  await closed;
});

test('the thread is given the events of all batches in their order', () => {
  const thread = slowThread();
  const store = workerStore(thread, () => 0);
  const named = (id: string) => ({ id }) as CallEvent;
  for (const batch of [['a'], ['b', 'c'], ['d']]) void store.append(batch.map(named));
  thread.accept();
  expect(thread.asked[0]).toMatchObject({ events: ['[{"id":"b"},{"id":"c"},{"id":"d"}]'], sizes: [2, 1] });
});

test('a sender is turned away while too much waits for the disk, and welcome again afterwards', async () => {
  const thread = slowThread();
  const store = workerStore(thread, () => 0);
  for (let index = 0; index < 40; index += 1) void store.append(events(500));
  await expect(store.append(events(1))).rejects.toBeInstanceOf(StoreBusy);
  thread.accept();
  void store.append(events(1));
  while (thread.asked.length > 0) thread.accept();
});

test('a disk that fails acknowledges nothing, and the next write is tried', async () => {
  const thread = slowThread();
  const store = workerStore(thread, () => 0);
  const results = [store.append(events(1)), store.append(events(1)), store.append(events(1))];
  thread.accept();
  thread.asked.shift();
  thread.answer({ kind: 'failed', message: 'database or disk is full' });
  const outcomes = await Promise.allSettled(results);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  const next = store.append(events(1));
  thread.accept();
  expect(await next).toEqual({ accepted: 1, duplicates: 0 });
});

test('changes are told before their sender hears that they are stored', async () => {
  const thread = slowThread();
  const store = workerStore(thread, () => 0);
  const order: string[] = [];
  store.onChanged((changes) => changes.forEach(({ rooms }) => order.push(`told ${rooms.join()}`)));
  const stored = store.append(events(1)).then(() => order.push('stored'));
  thread.accept(['101', '102'].map((room) => ({ picture: {} as never, rooms: [room] })));
  await stored;
  expect(order).toEqual(['told 101', 'told 102', 'stored']);
});

test('closing waits for what is being written', async () => {
  const thread = slowThread();
  const store = workerStore(thread, () => 0);
  const results = [store.append(events(1)), store.append(events(1))];
  const closed = store.close();
  thread.accept();
  thread.accept();
  await Promise.all(results);
  expect(thread.asked.map(sizes)).toEqual(['alive']);
  thread.answer({ kind: 'done' });
  await closed;
});
