import type { Limits } from '../limits';
import { failed } from '../outcome';
import type { LogLine, Outcome } from '../outcome';
import type { ScriptSource } from '../read-source';
import type { Delivery, Script } from '../script';
import { outcomeOfThrown } from '../thrown';
import type { Thrown } from '../thrown';
import { GuestError } from './handles';
import { hostFunctions } from './host-functions';
import type { Sandbox } from './open-sandbox';
import { openScript } from './opened-script';
import type { OpenedScript } from './opened-script';
import { guestTimers } from './guest-timers';

/** What one run tells the process around it. */
export interface Around {
  readonly log: (line: LogLine) => void;
  /** A host function is called; its answer comes by `reply`. `args`: a JSON array. */
  call(id: number, name: string, args: string): void;
}

export interface Finished {
  readonly outcome: Outcome;
  /** The interpreter may be damaged: use it no more. */
  readonly spent: boolean;
}

/** What of the process the sandbox asks. */
export interface Machine {
  /** Ms. */
  readonly now: () => number;
  /** The memory that the sandbox has filled so far, MB. */
  readonly usedMb: () => number;
}

/** Runs one script, one message at a time, in this thread. */
export function runner(
  sandbox: Sandbox,
  script: Script,
  source: ScriptSource,
  limits: Limits,
  around: Around,
  { now, usedMb }: Machine,
) {
  let opened: OpenedScript | undefined;
  let isIdle = true;
  /** A message was here since the world was made. */
  let isUsed = false;
  let isOver = false;
  let wall = limits.wallMs;
  let deadline = 0;
  let calls = 0;
  let awaited = 0;
  let stopped: Outcome | undefined;
  let settled: Outcome | undefined;
  let finish: (finished: Finished) => void = () => undefined;

  const tooLate = (): Outcome => failed('time', `ran past its ${wall} ms`);
  const mustStop = (): boolean => {
    if (isIdle) return false;
    if (stopped === undefined && now() > deadline) stopped = tooLate();
    return stopped !== undefined;
  };
  const timers = guestTimers(limits.timers, (id) => enter((current) => current.fire(id)));

  const functions = hostFunctions(limits, {
    log: around.log,
    call(name, args) {
      calls += 1;
      if (calls > limits.hostCalls) {
        stopped ??= failed('host-calls', `called host functions more than ${limits.hostCalls} times`);
        throw new Error('too many host calls');
      }
      awaited += 1;
      around.call(calls, name, args);
      return calls;
    },
    timer: timers.set,
    clear: timers.clear,
    done(kind, text) {
      settled ??= outcomeOf(kind, text);
    },
    tooLong(what, message) {
      stopped ??= failed('size', `${what}: ${message}`);
    },
  });

  function outcomeOf(kind: string, text: string): Outcome {
    if (kind === 'returned') return { kind: 'returned', value: text };
    if (kind === 'nothing') return { kind: 'returned', value: undefined };
    if (kind === 'entry')
      return failed('entry', 'there is no such function to call: a script exports or declares main');
    return outcomeWithMissing(JSON.parse(text) as Thrown);
  }

  function outcomeWithMissing(thrown: Thrown): Outcome {
    const missing = opened?.missing();
    if (missing !== undefined && thrown.message.includes(missing)) return failed('import', missing);
    const outcome = outcomeOfThrown(thrown);
    const isMemory = outcome.kind === 'failed' && outcome.fault.code === 'memory';
    // Where not even an error fits any more, what is thrown is null, or cannot be read.
    const isNothing = thrown.name === 'null' || thrown.name === 'unreadable';
    return isMemory || (isNothing && isFull()) ? tooMuch() : outcome;
  }
  const isFull = (): boolean => usedMb() > limits.memoryMb / 2;
  const tooMuch = (): Outcome => failed('memory', `needed more than its ${limits.memoryMb} MB`);

  /** What the script has come to by now, if to anything. */
  function verdict(): Outcome | undefined {
    if (stopped !== undefined) return stopped;
    if (settled !== undefined) return settled;
    if (now() > deadline) return tooLate();
    if (awaited > 0 || timers.waiting() > 0) return undefined;
    // Jobs that no longer fit are dropped in silence.
    if (isFull()) return tooMuch();
    const message = `waits for what can never come, and would run past its ${wall} ms`;
    return failed('time', message);
  }

  /** False: the interpreter cannot even let go of it. */
  function isClosed(): boolean {
    try {
      opened?.close();
    } catch {
      return false;
    }
    opened = undefined;
    return true;
  }

  function end(outcome: Outcome): void {
    const code = outcome.kind === 'failed' ? outcome.fault.code : undefined;
    let spent = code === 'memory' || code === 'stack';
    timers.end();
    if (code !== undefined && script.variables === 'kept' && !spent) spent = !isClosed();
    isUsed = true;
    isIdle = true;
    // The next message finds its world made.
    if (!spent)
      setImmediate(() => {
        if (isIdle && !isOver) prepare();
      });
    const told = finish;
    finish = () => undefined;
    told({ outcome, spent });
  }

  const open = (): OpenedScript =>
    openScript(sandbox, script, source, { host: functions, mustStop, timers: limits.timers });

  /** A world as it is at first, whatever the last message did to it. */
  function prepare(): OpenedScript {
    if (opened === undefined) opened = open();
    else if (isUsed && script.variables === 'cleared') opened.renew();
    isUsed = false;
    return opened;
  }

  /** Goes into the sandbox, and looks what it came to. */
  function enter(work: (current: OpenedScript) => void): void {
    if (opened === undefined) return;
    let outcome: Outcome | undefined;
    try {
      work(opened);
      opened.pump();
      outcome = verdict();
    } catch (error) {
      outcome = stopped ?? (error instanceof GuestError ? outcomeWithMissing(error.thrown) : damaged(error));
    }
    if (outcome !== undefined) end(outcome);
  }

  // The interpreter itself gives way only when its memory is exhausted.
  const damaged = (error: unknown): Outcome => {
    const message = error instanceof Error ? error.message : String(error);
    return failed('memory', `needed more than its ${limits.memoryMb} MB (${message})`);
  };

  return {
    /** `wallMs`: time for this message. */
    run(delivery: Delivery, wallMs: number): Promise<Finished> {
      wall = wallMs;
      deadline = now() + wallMs;
      isIdle = false;
      [calls, awaited, stopped, settled] = [0, 0, undefined, undefined];
      return new Promise((resolve) => {
        finish = resolve;
        try {
          prepare();
        } catch (error) {
          return end(
            stopped ?? (error instanceof GuestError ? outcomeOfThrown(error.thrown) : damaged(error)),
          );
        }
        enter((current) => current.start(delivery));
      });
    },
    /** Lets go of the script's world: another one is made in the same interpreter. */
    close(): void {
      isOver = true;
      opened?.close();
      opened = undefined;
    },
    /** Answers a host call: JSON text, '' for nothing, or an error's message. */
    reply(call: number, isFailed: boolean, text: string): void {
      awaited -= 1;
      enter((current) => current.reply(call, isFailed, text));
    },
  };
}
