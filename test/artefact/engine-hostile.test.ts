import { defaultLimits } from '../../src/engine/limits';
import type { Run } from '../../src/engine/outcome';
import { defaultUnsure } from '../../src/engine/script';
import { startScriptProcess } from '../../src/engine/script-process';
import type { ScriptProcess } from '../../src/engine/script-process';
import { workerFile } from './engine-at-work';
import { watchEventLoop } from './event-loop-watch';
import { escapes, hostileScripts, polluters } from './hostile-scripts';

const limits = { ...defaultLimits, wallMs: 700 };
const processes: ScriptProcess[] = [];
afterEach(() => processes.splice(0).forEach((process) => process.end()));

async function started(source: string): Promise<ScriptProcess> {
  const script = {
    name: 'script',
    source,
    files: {},
    env: {},
    variables: 'cleared',
    unsure: defaultUnsure,
  } as const;
  const process = startScriptProcess(workerFile, script, limits);
  processes.push(process);
  await process.ready;
  return process;
}
const host = (name: string, args: string): Promise<string> =>
  args === '["",""]' || args === '["","",0]'
    ? Promise.reject(new Error(`${name}: the key is empty`))
    : Promise.resolve('1');
const run = (process: ScriptProcess, message = '{"routing":{}}', wallMs = limits.wallMs): Promise<Run> =>
  process.run({ entry: 'main', message }, wallMs, host);

/** The script, but harmless for messages that ask for it. */
const tamed = (source: string): string =>
  /\bfunction main\(\) \{\}|^import|^const x|\( \{$/.test(source)
    ? source
    : source.replace(/function main\(([^)]*)\) \{/, 'function main(data) { if (data.tame) return "tame";');

let longest = { longestGapMs: 0, longestBusyMs: 0 };
const codes = new Map<string, number>();
afterAll(() => {
  const counts = [...codes].map(([code, count]) => `${count} ${code}`).join(', ');
  console.log(
    `${hostileScripts.length} hostile scripts: ${counts}; the host's event loop: busy for ${longest.longestBusyMs.toFixed(1)} ms ` +
      `at most, two beats at most ${longest.longestGapMs.toFixed(1)} ms apart`,
  );
});

test.each(hostileScripts)(
  '%s: stopped and named, and the next message is served',
  async (_what, source, code) => {
    const process = await started(tamed(source));
    const watch = watchEventLoop();
    const since = performance.now();
    const { outcome } = await run(process, undefined, code === 'time' ? undefined : 8000);
    const took = performance.now() - since;
    const seen = watch.stop();
    longest = {
      longestGapMs: Math.max(longest.longestGapMs, seen.longestGapMs),
      longestBusyMs: Math.max(longest.longestBusyMs, seen.longestBusyMs),
    };
    codes.set(code, (codes.get(code) ?? 0) + 1);
    expect(outcome).toMatchObject({ kind: 'failed', fault: { code } });
    expect(took).toBeLessThan(10_000);
    expect(seen.longestBusyMs).toBeLessThan(50);

    const next = process.isFit() ? process : await started(tamed(source));
    const isTamable = tamed(source) !== source;
    const { outcome: after } = await run(next, '{"tame":true}', isTamable ? 5000 : undefined);
    expect(after).toMatchObject(isTamable ? { kind: 'returned', value: '"tame"' } : { kind: 'failed' });
  },
  20_000,
);

test.each(escapes)('%s leads nowhere', async (_what, source) => {
  const { outcome } = await run(await started(source));
  expect(JSON.stringify(outcome)).not.toMatch(/"(function|object)|process\.exit/);
  expect(JSON.stringify(outcome)).toMatch(/undefined|not defined|neither/);
});

test.each(polluters)('who changes %s changes it for one message alone', async (_what, source) => {
  const process = await started(
    source.replace(
      'function main(data) {',
      'function main(data) { if (data.look) return [typeof polluted, JSON.stringify({ a: [1] }), [1].map((x) => x + 1), typeof {}.polluted];',
    ),
  );
  await run(process);
  const { outcome } = await run(process, '{"look":true}');
  expect(outcome).toEqual({ kind: 'returned', value: '["undefined","{\\"a\\":[1]}",[2],"undefined"]' });
});

test('a flood of the log is cut, and what was lost is counted', async () => {
  const { outcome, log, logLost } = await run(
    await started(`function main(data) { for (let i = 0; i < 5000; i += 1) console.log(i); return data; }`),
    '{}',
    5000,
  );
  expect(outcome).toMatchObject({ kind: 'returned' });
  expect(log).toHaveLength(limits.logLines);
  expect(logLost).toBe(4000);
});

test('a worker has neither disk nor children: Node itself would refuse them', async () => {
  const { spawnSync } = await import('node:child_process');
  const process = await started('function main() {}');
  const command = spawnSync('tr', ['\\0', '\n'], {
    input: (await import('node:fs')).readFileSync(`/proc/${String(process.pid)}/cmdline`),
  });
  expect(command.stdout.toString()).toMatch(/^--(experimental-)?permission$/m);
  expect(command.stdout.toString()).not.toMatch(/allow-(fs-write|child-process|worker)/);
});
