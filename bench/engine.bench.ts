import { test } from '@playwright/test';
import { defaultLimits } from '../src/engine/limits';
import { defaultUnsure } from '../src/engine/script';
import { startScriptProcess, type ScriptProcess } from '../src/engine/script-process';
import { bareNode } from './bare-node';
import { hasPostgres, startPostgres } from '../test/artefact/postgres';
import { benchEngine, cpuOf, memoryOf, message, routing, scriptForge, workerFile } from './engine-scripts';
import { median, quantile } from './quantile';
import { growth, record } from './record';
import { spread } from './spread';

const starts = 10;
const singles = 600;
const many = 3000;
const inFlight = 64;
const body = JSON.stringify(message);

const script = {
  name: 'routing',
  source: scriptForge,
  files: {},
  env: {},
  variables: 'cleared',
  unsure: defaultUnsure,
} as const;
const started = (kept = false): ScriptProcess =>
  startScriptProcess(workerFile, { ...script, variables: kept ? 'kept' : 'cleared' }, defaultLimits);
const host = (): Promise<string> => Promise.resolve('null');

async function each(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const since = performance.now();
    await work();
    took.push(performance.now() - since);
  }
  return took;
}

const echoName = 'known reference, a bare child process that sends the message back';

test('engine: starting a worker, and a message in it, beside bare node:vm', async () => {
  const cold: number[] = [];
  const first: number[] = [];
  const memory: number[] = [];
  for (let round = 0; round < starts; round += 1) {
    const since = performance.now();
    const worker = started();
    await worker.ready;
    cold.push(performance.now() - since);
    const asked = performance.now();
    await worker.run({ entry: 'main', message: body }, 5000, host);
    first.push(performance.now() - asked);
    memory.push(memoryOf(worker.pid ?? 0));
    worker.end();
  }
  const worker = started();
  const keeper = started(true);
  const bare = await bareNode();
  await Promise.all([worker.ready, keeper.ready]);
  const once = (to: ScriptProcess) => () => to.run({ entry: 'main', message: body }, 5000, host);
  // In turns, so that all meet the machine alike; the first turn warms up.
  const took = { echo: [] as number[], vm: [] as number[], cleared: [] as number[], kept: [] as number[] };
  for (let round = 0; round < 4; round += 1) {
    const turn = {
      echo: await each(singles / 3, () => bare.echo(body)),
      vm: await bare.inVm(routing, body, singles / 3),
      cleared: await each(singles / 3, once(worker)),
      kept: await each(singles / 3, once(keeper)),
    };
    if (round > 0) for (const way of ['echo', 'vm', 'cleared', 'kept'] as const) took[way].push(...turn[way]);
  }
  worker.end();
  keeper.end();
  bare.end();
  record('engine', [
    ...spread('cold start of a worker', 'ms', cold, ['p50', 'max']),
    ...spread('its first message', 'ms', first, ['p50', 'max']),
    ...spread('a message in a warm worker, variables cleared', 'ms', took.cleared, ['p50', 'p99'], {
      p99: '≤ 5',
    }),
    ...spread('a message in a warm worker, variables kept', 'ms', took.kept, ['p50', 'p99']),
    ...spread(echoName, 'ms', took.echo, ['p50', 'p99']),
    ...spread('a message in bare node:vm (no limits, no process)', 'ms', took.vm, ['p50', 'p99']),
    { name: 'by bare node:vm, p50', value: median(took.cleared) / median(took.vm), unit: '×', n: singles },
    ...(memory.every(Number.isFinite)
      ? [{ name: 'memory of an idle script', value: median(memory), unit: 'MB', n: starts }]
      : []),
  ]);
});

test('engine: messages through the bus and its disk', async () => {
  const costs: number[] = [];
  const sizes = [2, 20] as const;
  const bare = await bareNode();
  for (const scripts of sizes) {
    const { engine, stop } = await benchEngine(scripts);
    let turn = 0;
    const ask = () => engine.ask({ id: `m-${(turn += 1)}`, line: `line-${turn % scripts}`, message });
    // Every script has had its first message before anything is measured.
    await each(scripts * 5, ask);
    const single: number[] = [];
    const echo: number[] = [];
    // In turns, so that both meet the machine alike.
    for (let round = 0; round < 3; round += 1) {
      echo.push(...(await each(singles / 3, () => bare.echo(body))));
      single.push(...(await each(singles / 3, ask)));
    }
    costs.push(median(single));
    if (scripts === sizes[0]) {
      const before = process.cpuUsage();
      const workers = engine.pids();
      const cpuBefore = workers.map(cpuOf);
      const since = performance.now();
      let left = many;
      const lane = async (): Promise<void> => {
        while ((left -= 1) >= 0) await ask();
      };
      await Promise.all(Array.from({ length: inFlight }, lane));
      const seconds = (performance.now() - since) / 1000;
      const { user, system } = process.cpuUsage(before);
      const cpu =
        (user + system) / 1e6 + workers.reduce((sum, pid, index) => sum + cpuOf(pid) - cpuBefore[index]!, 0);
      record('engine', [
        ...spread('a message through the bus, one at a time', 'ms', single, ['p50', 'p99'], { p99: '≤ 5' }),
        ...spread(`${echoName}, beside the bus`, 'ms', echo, ['p50', 'p99']),
        {
          name: `messages, ${inFlight} in flight, ${scripts} scripts`,
          value: many / seconds,
          unit: 'a second',
          n: many,
        },
        {
          name: 'messages for each core that they keep busy, all processes counted',
          value: many / cpu,
          unit: 'a second',
          n: many,
        },
      ]);
    }
    await stop();
  }
  bare.end();
  record('engine', [
    growth('a message through the bus, with scripts', 'ms', sizes, [costs[0]!, costs[1]!], singles),
  ]);
});

test('engine: messages through a bus in PostgreSQL, beside the bus in a file', async () => {
  test.skip(!hasPostgres, 'Debian’s package postgresql is not installed');
  const postgres = await startPostgres();
  const buses = { file: await benchEngine(1), database: await benchEngine(1, postgres.address) };
  const took = { file: [] as number[], database: [] as number[] };
  let turn = 0;
  // In turns, so that both meet the machine alike; the first turn warms up.
  for (let round = 0; round < 4; round += 1)
    for (const bus of ['file', 'database'] as const) {
      const ask = () => buses[bus].engine.ask({ id: `d-${(turn += 1)}`, line: 'line-0', message });
      const times = await each(singles / 3, ask);
      if (round > 0) took[bus].push(...times);
    }
  const name = 'a message through the bus in PostgreSQL';
  record('engine', [
    ...spread(name, 'ms', took.database, ['p50', 'p99']),
    {
      name: `${name}: by the bus in a file, p50`,
      value: median(took.database) / median(took.file),
      unit: '×',
      n: singles,
    },
  ]);
  await Promise.all([buses.file.stop(), buses.database.stop()]);
  await postgres.remove();
});

test('engine: the host while a script runs wild', async () => {
  const wild = startScriptProcess(
    workerFile,
    { ...script, source: 'function main() { for (;;); }' },
    defaultLimits,
  );
  await wild.ready;
  const busy: number[] = [];
  let cpu = process.cpuUsage();
  const beat = setInterval(() => {
    const { user, system } = process.cpuUsage(cpu);
    busy.push((user + system) / 1000);
    cpu = process.cpuUsage();
  }, 5);
  await wild.run({ entry: 'main', message: body }, 2000, host);
  clearInterval(beat);
  wild.end();
  record('engine', [
    {
      name: 'the host’s event loop while a script loops for 2 s, busy at most',
      value: quantile(busy, 1),
      unit: 'ms',
      floor: '≤ 50',
      n: busy.length,
    },
  ]);
});
