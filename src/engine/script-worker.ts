// Second entry: the process that one script runs in. It does what it is told over its channel, and ends with it.
import { openSandbox } from './guest/open-sandbox';
import type { Sandbox } from './guest/open-sandbox';
import { runner } from './guest/runner';
import type { Machine } from './guest/runner';
import { failed } from './outcome';
import type { LogLine } from './outcome';
import type { Limits } from './limits';
import { readSource } from './read-source';
import type { Script } from './script';
import type { FromWorker, ToWorker } from './worker-talk';

const send = (message: FromWorker): void => void process.send?.(message);

/** The first run in a process takes as long as fifty others: better before a message waits for it. */
async function warmUp(sandbox: Sandbox, script: Script, limits: Limits, machine: Machine): Promise<void> {
  for (const source of [
    "import 'cxKV'; export const main = (data) => data",
    "require('cxKV'); const main = (data) => data",
  ]) {
    const read = readSource(source);
    if ('fault' in read) continue;
    const trial: Script = { ...script, source, variables: 'cleared' };
    const nowhere = { log: () => undefined, call: () => undefined };
    const running = runner(sandbox, trial, read.source, limits, nowhere, machine);
    await running.run({ entry: 'main', message: '{}' }, 1000);
    running.close();
  }
}

function prepare(script: Script, limits: Limits) {
  let run = 0;
  let lines = 0;
  const read = readSource(script.source);
  const started = openSandbox(limits.memoryMb).then(async (sandbox) => {
    if ('fault' in read) return undefined;
    const around = {
      log(line: LogLine) {
        lines += 1;
        if (lines <= limits.logLines) send({ kind: 'log', run, line });
      },
      call: (call: number, name: string, args: string) => send({ kind: 'call', run, call, name, args }),
    };
    const startedWith = process.memoryUsage.rss();
    const machine = {
      now: () => performance.now(),
      usedMb: () => (process.memoryUsage.rss() - startedWith) / 2 ** 20,
    };
    await warmUp(sandbox, script, limits, machine);
    return runner(sandbox, script, read.source, limits, around, machine);
  });
  const refusal =
    'fault' in read
      ? failed('syntax', `${read.fault.message} (${script.name}.js:${read.fault.line}:${read.fault.column})`)
      : undefined;

  return {
    ready: started,
    async run({ run: number, delivery, wallMs }: Extract<ToWorker, { kind: 'run' }>) {
      run = number;
      lines = 0;
      const since = performance.now();
      const running = await started;
      const { outcome, spent } =
        running === undefined || refusal !== undefined
          ? { outcome: refusal ?? failed('died', 'the sandbox did not start'), spent: false }
          : await running.run(delivery, wallMs);
      const logLost = Math.max(0, lines - limits.logLines);
      send({ kind: 'done', run, outcome, logLost, ms: performance.now() - since, spent });
    },
    reply(message: Extract<ToWorker, { kind: 'reply' }>) {
      if (message.run === run)
        void started.then((on) => on?.reply(message.call, message.failed, message.text));
    },
  };
}

let prepared: ReturnType<typeof prepare> | undefined;

process.on('message', (message: ToWorker) => {
  if (message.kind === 'load') {
    prepared = prepare(message.script, message.limits);
    void prepared.ready.then(() => send({ kind: 'ready' }));
  } else if (message.kind === 'run') void prepared?.run(message);
  else prepared?.reply(message);
});
// Without the engine nobody would ever end us.
process.on('disconnect', () => process.exit(0));
