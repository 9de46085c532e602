import type { CallState } from '../domain/call';
import { journalReader, type JournalLog } from './journal-reader';

const at = Date.parse('2026-01-31T10:00:00Z');
const call: CallState = {
  call_id: 'c-1',
  state: 'ended',
  direction: 'inbound',
  phone: '+79991112233',
  line: '',
  extensions: ['101'],
  started_at: '2026-01-31T09:58:00.000Z',
  ended_at: '2026-01-31T09:59:00.000Z',
};
const job = { call_id: 'c-1', state: 'logged' as const, reason: null, tries: 0, place: null };

function bench(...places: number[]) {
  const done: unknown[] = [];
  const log: JournalLog = {
    counts: () => Promise.resolve({ waiting: 1, logged: 2, refused: 3, held: 4 }),
    stopped: () => Promise.resolve({ reason: 'account_unpaid', since: at }),
    page: (...question) => {
      done.push(question);
      return Promise.resolve(places.map((place) => ({ job, call, nextAt: at, place })));
    },
    retry: (callIds) => Promise.resolve(callIds?.length ?? 3),
    stop: (reason) => Promise.resolve(void done.push(['stop', reason])),
  };
  return {
    done,
    reader: journalReader(
      log,
      () => at,
      () => void done.push('wake'),
    ),
  };
}

test('a call is told with its end and its place; a logged one is not tried again', async () => {
  const { reader } = bench(5);
  expect(await reader.page('all', 50, undefined)).toEqual({
    counts: { waiting: 1, logged: 2, refused: 3, held: 4 },
    stopped: { reason: 'account_unpaid', since: '2026-01-31T10:00:00.000Z' },
    rows: [
      {
        ...{ call_id: 'c-1', phone: '+79991112233', direction: 'inbound', state: 'logged' },
        ...{ ended_at: '2026-01-31T09:59:00.000Z', reason: null, tries: 0, next_at: null, entity: null },
      },
    ],
    next: null,
  });
});

test('a full page says where the next one begins', async () => {
  const { reader, done } = bench(9, 7);
  expect((await reader.page('all', 2, undefined)).next).toBe('7');
  await reader.page('refused', 2, '7');
  await reader.page('all', 2, 'nonsense');
  const newest = Number.MAX_SAFE_INTEGER;
  expect(done).toEqual([
    ['all', 2, newest],
    ['refused', 2, 7],
    ['all', 2, newest],
  ]);
});

test('only “all again” lifts a stop; either way the writer is woken', async () => {
  const { reader, done } = bench();
  expect(await reader.retry(['c-1'])).toBe(1);
  expect(done).toEqual(['wake']);
  expect(await reader.retry(undefined)).toBe(3);
  expect(done).toEqual(['wake', ['stop', null], 'wake']);
});
