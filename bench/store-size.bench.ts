import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from '@playwright/test';
import Database from 'libsql';
import type { CallEvent } from '../src/domain/call';
import { openCallTables, type CallTables } from '../src/gateway/call-tables';
import { eventStream, taken } from './events';
import { median, quantile } from './quantile';
import { growth, record } from './record';
import { storeFolder } from './store-folder';

/** Fewer by the environment, to try it out. */
const many = Number(process.env['CALLS'] ?? 200_000);
const sizes = [many / 10, many] as const;
const account = 28;
const together = 500;
/** As many as the gateway takes off in one transaction. */
const bite = 50;
const day = 24 * 60 * 60_000;

const bytesIn = (folder: string): number =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);

/** Calls of three events each, that were over `daysAgo`, and are in the CRM. */
function fill(tables: CallTables, calls: number, daysAgo: number): void {
  const at = Date.now() - daysAgo * day;
  const stream = eventStream();
  for (let done = 0; done < calls; done += together) {
    tables.append(account, [taken(stream, 3 * Math.min(together, calls - done)) as CallEvent[]], at);
    const due = tables.log.due(account, Date.now(), together);
    const saves = due.map(({ job, revision }) => ({
      job: { ...job, state: 'logged' as const },
      revision,
      nextAt: null,
    }));
    tables.log.save(account, saves, Date.now());
  }
}

/** Ms of each bite until nothing is left that is older than 30 days. */
function forgotten(tables: CallTables): number[] {
  const took: number[] = [];
  for (;;) {
    const from = performance.now();
    const before = { details: Date.now() - 30 * day, calls: Date.now() - 30 * day };
    if (tables.forget(account, before, bite) === 0) return took;
    took.push(performance.now() - from);
  }
}

test('store size: bytes a call, what is left of it after the clean-up, and whether its room is used again', () => {
  test.setTimeout(1_800_000);
  const found = sizes.map((calls) => {
    const store = storeFolder();
    const file = path.join(store.path, 'calls.db');
    const open = (): CallTables => openCallTables(file, 0, true);
    /** With all that lies in the file beside it put into the file itself. */
    const measured = (work: (tables: CallTables) => void): number => {
      const tables = open();
      work(tables);
      tables.close();
      const db = new Database(file);
      db.pragma('wal_checkpoint(TRUNCATE)');
      db.close();
      return bytesIn(store.path);
    };
    let bites: number[] = [];
    const full = measured((tables) => fill(tables, calls, 60));
    const cleaned = measured((tables) => (bites = forgotten(tables)));
    const again = measured((tables) => fill(tables, calls, 1));
    store.remove();
    return { full, cleaned, again, bites };
  });
  const [small, large] = found;
  if (small === undefined || large === undefined) throw new Error('nothing was measured');
  const calls = `${many.toLocaleString('en')} calls`;
  record('store-size', [
    {
      name: `a million calls of three events, from ${calls}`,
      value: ((large.full / many) * 1e6) / 2 ** 20,
      unit: 'MB',
    },
    growth('a call in the store, with so many', 'bytes', sizes, [
      small.full / sizes[0],
      large.full / sizes[1],
    ]),
    {
      name: `clean-up of ${bite} calls at a time, median`,
      value: median(large.bites),
      unit: 'ms',
      n: large.bites.length,
    },
    {
      name: `clean-up of ${bite} calls at a time, p99`,
      value: quantile(large.bites, 0.99),
      unit: 'ms',
      n: large.bites.length,
    },
    growth(`clean-up of ${bite} calls, with so many`, 'ms', sizes, [
      median(small.bites),
      median(large.bites),
    ]),
    {
      name: 'file after as many new calls as were removed, by its size before',
      value: large.again / large.full,
      unit: '×',
    },
  ]);
});
