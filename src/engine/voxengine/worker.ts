// A thread of its own for one scenario: its realm is made here, has nothing of Node in it, and is moved on step by step.
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { createContext, Script } from 'node:vm';
import type { FromGuest, StepState, ToGuest } from './guest-messages';
import { limits } from './limits';
import { sendOut, type OutsideResult } from './outside';
import type { FromWorker, WorkerTask } from './run-voxengine';

const { guest, scripts, calls, longestMs } = workerData as WorkerTask;
const say = (message: FromWorker): void => parentPort?.postMessage(message);
/** Beside the script's own 16 MiB: our part of the realm, and what the thread itself needs. */
const ownMiB = 12;

const context = createContext(Object.create(null) as object, { microtaskMode: 'afterEvaluate' });
const evaluate = (code: string, filename: string): unknown =>
  new Script(code, { filename }).runInContext(context);

const answers: { readonly id: number; readonly result: OutsideResult }[] = [];
let wake = (): void => undefined;

/** Called by the guest with texts; must not throw, since an error of ours would be a way out for the script. */
function bridge(text: string): string {
  const message = JSON.parse(text) as FromGuest;
  if (message.kind === 'entry') say(message);
  if (message.kind === 'http') {
    void sendOut(message).then((result) => {
      answers.push({ id: message.id, result });
      wake();
    });
  }
  if (message.kind !== 'digest') return '';
  const [first = '', second = ''] = message.parts.map(String);
  return message.name === 'hmac_sha256'
    ? createHmac('sha256', first).update(second).digest('hex')
    : createHash(message.name === 'sha1' || message.name === 'sha256' ? message.name : 'md5')
        .update(first)
        .digest('hex');
}

const start = evaluate(`(() => { ${guest}\nreturn startGuest; })()`, 'voxengine') as (
  ...given: unknown[]
) => unknown;
const lever = start(bridge, JSON.stringify(calls), evaluate('globalThis', 'voxengine'));

const scope = context as Record<string, unknown>;
function pull(message: ToGuest): StepState {
  const key = randomUUID();
  scope[key] = lever;
  const code = `(() => { const key = "${key}", pull = globalThis[key]; delete globalThis[key];
    return pull(${JSON.stringify(JSON.stringify(message))}); })()`;
  return JSON.parse(evaluate(code, 'voxengine') as string) as StepState;
}

let unhandled: string | undefined;
const wordsOf = (fault: unknown): string => {
  try {
    const { stack, message } = (fault ?? {}) as { stack?: unknown; message?: unknown };
    const words = stack ?? message;
    if (typeof words !== 'string') return String(fault);
    const isTheirs = (line: string): boolean => scripts.some(({ name }) => line.includes(`${name}:`));
    // The line of ours that threw says nothing to the script's author.
    return words
      .replace(/^voxengine:\d+\n[^]*?(?=\n\w*Error: )\n/, '')
      .split('\n')
      .filter((line) => !/^\s+at /.test(line) || isTheirs(line))
      .join('\n');
  } catch {
    return 'an exception that cannot be shown';
  }
};
process.on('unhandledRejection', (reason) => {
  unhandled ??= `unhandled promise rejection: ${wordsOf(reason)}`;
});

/** Rejections that nobody handled are known once the microtasks are done. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function memoryFault(): string | undefined {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  const most = (limits.heapMiB + ownMiB) * 1024 * 1024;
  return heapUsed + arrayBuffers > most ? `more than ${limits.heapMiB} MB of memory` : undefined;
}

/** Runs one piece of the script; a fault of its ends the session. */
async function step(run: () => StepState): Promise<StepState> {
  say({ kind: 'alive' });
  let fault: string | undefined;
  let state: StepState | undefined;
  try {
    state = run();
  } catch (thrown) {
    fault = wordsOf(thrown);
  }
  await settled();
  fault ??= unhandled ?? memoryFault();
  return fault === undefined && state !== undefined ? state : pull({ kind: 'fault', text: fault ?? '' });
}

/** Waits for the real web at its own pace, but no longer than until the script's next moment. */
async function outside(state: StepState): Promise<StepState> {
  const since = performance.now();
  if (answers.length === 0) {
    say({ kind: 'waiting' });
    const left = state.next === null ? 1000 : state.next - state.now;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, left);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
  const answer = answers.shift();
  if (answer === undefined) return step(() => pull({ kind: 'next' }));
  const at = state.now + (performance.now() - since);
  return step(() => pull({ kind: 'answer', ...answer, at }));
}

async function run(): Promise<void> {
  let state = await step(() => {
    for (const { name, text } of scripts) evaluate(text, name);
    return pull({ kind: 'begin' });
  });
  while (!state.isOver) {
    if (state.now > longestMs) {
      state = pull({ kind: 'fault', text: `still running after ${longestMs / 60_000} min of virtual time` });
    } else if (state.waits > 0) {
      state = await outside(state);
    } else if (state.next === null) {
      state = pull({ kind: 'fault', text: 'nothing more can happen, and the session is not over' });
    } else {
      state = await step(() => pull({ kind: 'next' }));
    }
  }
  say({ kind: 'over', virtualMs: state.now });
  // A thread that ends at once may take its last word with it: whoever hears it ends the thread.
  setInterval(() => undefined, 60_000);
}

void run();
