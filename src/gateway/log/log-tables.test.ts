import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newJob } from '../../logging/log-job';
import { storeIn } from '../../../test/fakes/store-at-hand';
import type { CallTables } from '../call-tables';

const now = Date.UTC(2026, 0, 31, 10);
let folder: string;
let tables: CallTables;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'));
  tables = storeIn(folder, now, true);
});
afterEach(() => {
  tables.close();
  rmSync(folder, { recursive: true });
});

test('whatever a PBX calls its calls by, each ended one waits to be logged, once', () => {
  const ids = [
    'plain',
    'with "quotes"',
    'back\\slash',
    "it's",
    '7',
    '__proto__',
    'звонок 1',
    '😀',
    '{"a":[1]}',
    'a,b',
    '%_',
  ];
  const batch = ids.map((call_id, index) => ({
    ...({ id: `e-${index}`, call_id, type: 'ended', direction: 'inbound', from: '+79991112233' } as const),
    ...({ to: '', extensions: ['101'], at: new Date(now).toISOString(), disposition: 'answered' } as const),
  }));
  tables.append(28, [batch], now);
  tables.append(28, [batch], now + 1);
  const due = tables.log.due(28, now, 100);
  expect(due.map(({ job }) => job.call_id).sort()).toEqual([...ids].sort());
  for (const { job, call } of due) {
    expect(job).toEqual(newJob(job.call_id, now));
    expect(call.call_id).toBe(job.call_id);
  }
  expect(tables.log.counts(28)).toEqual({ waiting: ids.length, held: 0, logged: 0, refused: 0 });
});
