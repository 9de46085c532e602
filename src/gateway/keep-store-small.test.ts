import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeClock } from '../../test/fakes/fake-clock';
import type { CallEvent } from '../domain/call';
import { storeIn } from '../../test/fakes/store-at-hand';
import type { CallTables } from './call-tables';
import { keepStoreSmall } from './keep-store-small';

const day = 24 * 60 * 60_000;
const account = 28;
let folder: string;
let tables: CallTables;
const clock = fakeClock(Date.UTC(2026, 5, 1));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'forget-'));
  tables = storeIn(folder, clock.now() - 2000 * day, true);
});
afterEach(() => {
  tables.close();
  rmSync(folder, { recursive: true });
});

/** A whole call, so many days ago. */
function called(id: string, days: number): void {
  const at = clock.now() - days * day;
  const event = (type: CallEvent['type'], second: number, more: Partial<CallEvent> = {}): CallEvent => ({
    ...{
      id: `${id}-${type}`,
      call_id: id,
      type,
      direction: 'inbound',
      from: '+79991112233',
      to: '+74951234567',
    },
    ...{ extensions: ['101'], at: new Date(at + second * 1000).toISOString(), ...more },
  });
  const recording_url = 'https://pbx.example/1.mp3';
  tables.append(account, [[event('ringing', 0), event('answered', 5)]], at);
  tables.append(account, [[event('ended', 60, { disposition: 'answered', recording_url })]], at);
}
const logged = (id: string): void => {
  const { job, revision } = tables.log.due(account, clock.now(), 100).find((due) => due.job.call_id === id)!;
  tables.log.save(account, [{ job: { ...job, state: 'logged' }, revision, nextAt: null }], clock.now());
};
const inLog = (): string[] =>
  tables.log.page(account, 'all', 100, Number.MAX_SAFE_INTEGER).map(({ job }) => job.call_id);

async function aDay(): Promise<void> {
  const stop = keepStoreSmall({
    store: { forget: (before, most) => Promise.resolve(tables.forget(account, before, most)) },
    ...{ keptDays: 90, linkDays: 1095, now: () => clock.now() },
    after: (ms, run) => clock.after(ms, run),
    warn: () => undefined,
  });
  await clock.pass(2 * 60_000);
  stop();
}

test('of an old call the recording is still found, all else of it is gone; young ones stay whole', async () => {
  called('old', 91);
  called('young', 89);
  for (const id of ['old', 'young']) logged(id);
  await aDay();
  expect(inLog()).toEqual(['young']);
  expect(tables.call(account, 'old')?.recording_url).toBe('https://pbx.example/1.mp3');
  expect(tables.call(account, 'young')?.state).toBe('ended');
});

test('a call that no link opens any more is gone for good', async () => {
  called('ancient', 1096);
  logged('ancient');
  await aDay();
  expect(tables.call(account, 'ancient')).toBeUndefined();
});

test('what is still to be written into the CRM stays, however old', async () => {
  called('unpaid', 400);
  await aDay();
  expect(inLog()).toEqual(['unpaid']);
  logged('unpaid');
  await aDay();
  expect(inLog()).toEqual([]);
});

test('hundreds of calls go in small bites, and others’ accounts are untouched', async () => {
  for (let index = 0; index < 250; index += 1) {
    called(`c-${index}`, 100);
    logged(`c-${index}`);
  }
  const stop = keepStoreSmall({
    store: { forget: (before, most) => Promise.resolve(tables.forget(29, before, most)) },
    ...{ keptDays: 90, linkDays: 1095, now: () => clock.now() },
    after: (ms, run) => clock.after(ms, run),
    warn: () => undefined,
  });
  await clock.pass(2 * 60_000);
  stop();
  expect(tables.log.counts(account).logged).toBe(250);
  expect(tables.forget(account, { details: clock.now() - 90 * day, calls: 0 }, 200)).toBe(200);
  await aDay();
  expect(tables.log.counts(account).logged).toBe(0);
});

test('a late word about a call whose details are gone changes nothing of it', async () => {
  called('old', 91);
  logged('old');
  await aDay();
  const at = new Date(clock.now()).toISOString();
  const late = {
    id: 'late',
    call_id: 'old',
    type: 'recorded',
    direction: 'inbound',
    from: '',
    to: '',
  } as const;
  const event: CallEvent = { ...late, extensions: [], at, recording_url: 'https://pbx.example/2.mp3' };
  tables.append(account, [[event]], clock.now());
  expect(tables.call(account, 'old')).toMatchObject({ state: 'ended', extensions: ['101'] });
});
