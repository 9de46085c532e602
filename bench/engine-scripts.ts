import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openEngine, type Engine } from '../src/engine/engine';
import { readEnginePlan } from '../src/engine/plan/read-plan';
import { storeFolder } from './store-folder';

const built = path.join(__dirname, '../dist/engine');
export const workerFile = path.join(built, 'script-worker.js');

/** What a routing script does at least: one awaited host call, a look at the number, headers for three rows. */
export const routing = `
  async function main(data) {
    const blocked = await lookUp(data.routing.dest_number);
    if (blocked) throw new Error('603 Blocked');
    for (const row of data.routing.egress_routing) row.headers = [{ key: 'X-Account', value: String(data.routing.account_id) }];
    return data;
  }`;
export const scriptForge = `const { kv } = require('cxKV'); const lookUp = (key) => kv.get(key); ${routing}`;
export const message = {
  routing: {
    dest_number: '79161234567',
    cli: '74951234567',
    account_id: 42,
    egress_routing: [{ gw: {} }, { gw: {} }, { gw: {} }],
  },
};

/** An engine with so many scripts, all alike, of which `line-0` … are asked. `database`: in place of its own file. */
export async function benchEngine(
  scripts: number,
  database?: string,
): Promise<{ engine: Engine; stop: () => Promise<void> }> {
  const store = storeFolder();
  writeFileSync(path.join(store.path, 'routing.js'), scriptForge);
  const names = Array.from({ length: scripts }, (_none, index) => `line-${index}`);
  const read = readEnginePlan({
    scripts: Object.fromEntries(names.map((name) => [name, { file: 'routing.js', timeoutMs: 30_000 }])),
    assignments: names.map((name) => ({ line: name, script: name, deadlineMs: 600_000 })),
  });
  if ('faults' in read) throw new Error(read.faults.join());
  const engine = await openEngine({
    plan: read.plan,
    planFolder: store.path,
    storeFolder: path.join(store.path, 'store'),
    workerFile,
    storeFile: path.join(built, 'engine-store.js'),
    database,
  });
  return {
    engine,
    stop: async () => {
      await engine.close();
      store.remove();
    },
  };
}

/** CPU that a process has used, s; Linux alone knows. */
export function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Memory that would be free without this process, MB: its own pages and its share of common ones; NaN off Linux. */
export function memoryOf(pid: number): number {
  const file = `/proc/${pid}/smaps_rollup`;
  if (!existsSync(file)) return Number.NaN;
  return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(file, 'utf8'))?.[1]) / 1024;
}
