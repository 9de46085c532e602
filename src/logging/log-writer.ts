import type { CallState } from '../domain/call';
import { isQuiet, isSingle, nextStep, type Decision, type LogFacts } from './next-step';
import { CrmTrouble, type CrmClient } from './crm-trouble';
import { backoff, settle } from './log-change';
import type { WriterStore } from './writer-store';
import type { DueCall } from './writer-store';
import type { UserOf } from './single-steps';
import type { StepWriter } from './write-step';

/** More in one request only makes its failure larger (amoCRM recommends at most 50). */
const together = 50;
/** Calls that are held in memory at one time. One look through the CRM's notes serves all of them. */
const atOnce = 400;
/** Requests for one call each in one round: new calls shall not wait for more of them. */
const apart = 50;
/** Calls that end at one time go in one request, ms. */
const gather = 200;
/** Failures one after the other that are more than bad luck. */
const outage = 3;
const probeEvery = 5 * 60_000;
const longestSleep = 60_000;
const numbersAgain = 5_000;

export interface WriterNeeds {
  readonly store: Pick<WriterStore, 'due' | 'nextDue' | 'release' | 'stop' | 'stopped'>;
  readonly steps: StepWriter;
  readonly ask: CrmClient;
  /** Internal number -> user; rejects while that was never heard. */
  readonly users: () => Promise<UserOf>;
  readonly facts: () => Omit<LogFacts, 'now'>;
  /** The link by which the CRM's users hear a recording; undefined: it may not be given out. */
  readonly linkOf: (call: CallState) => string | undefined;
  readonly now: () => number;
  readonly after: (ms: number, run: () => void) => () => void;
  readonly random: () => number;
  readonly warn: (error: unknown, message: string) => void;
  readonly alarm: (reason: string) => void;
}

/** Writes ended calls into the CRM, one round after the other, for as long as there are any. */
export function logWriter(needs: WriterNeeds) {
  const { store, steps, ask, users, facts, linkOf, now, after, random, warn, alarm } = needs;
  let cancel = (): void => undefined;
  let running: Promise<void> | undefined;
  let ended = false;
  let pausedUntil = 0;
  let failures = 0;
  let released = false;

  function failed(error: unknown): void {
    if (!(error instanceof CrmTrouble)) {
      // The store's, or ours: nothing is lost, the calls stand where they stood.
      warn(error, 'a round of the call log failed');
      // What was under way is not any more, and may not have been noted: nobody waits for it as long as for a request.
      released = false;
      pausedUntil = now() + numbersAgain;
    } else if (error.kind !== 'refused' && error.kind !== 'stopped') {
      failures += 1;
      pausedUntil = now() + (error.pause ?? backoff(failures, random));
    }
  }
  async function stop(error: CrmTrouble): Promise<void> {
    await store.stop(error.message, now());
    alarm(error.message);
  }
  /** `pause`: a bad moment. `end`: nothing works, or has not for a while. */
  async function tried(work: Promise<void>): Promise<'on' | 'pause' | 'end'> {
    try {
      await work;
      failures = 0;
      return 'on';
    } catch (error) {
      failed(error);
      if (!(error instanceof CrmTrouble)) return 'end';
      if (error.kind === 'stopped') await stop(error);
      if (error.kind === 'refused') return 'on';
      return error.kind === 'stopped' || failures >= outage ? 'end' : 'pause';
    }
  }

  /** False: nothing works yet. */
  async function mayWrite(): Promise<boolean> {
    const stopped = await store.stopped();
    if (stopped === null) return true;
    try {
      await ask({ method: 'GET', path: '/api/v4/account' });
    } catch {
      pausedUntil = now() + probeEvery;
      return false;
    }
    await store.stop(null, now());
    return true;
  }

  async function round(): Promise<void> {
    const due = await store.due(now(), atOnce);
    if (due.length === 0 || !(await mayWrite())) return;
    let userOf: UserOf;
    try {
      userOf = await users();
    } catch (error) {
      warn(error, 'the call log waits for the internal numbers');
      pausedUntil = now() + numbersAgain;
      // They may be missing for a reason that stops everything.
      await tried(ask({ method: 'GET', path: '/api/v4/account' }).then(() => undefined));
      return;
    }
    const todo = due.map((one) => {
      // The PBX's own address is no business of the CRM.
      const { recording_url: theirs, ...call } = one.call;
      const link = theirs === undefined ? undefined : linkOf(one.call);
      const heard: DueCall = {
        ...one,
        call: { ...call, ...(link !== undefined && { recording_url: link }) },
      };
      return {
        due: heard,
        decision: nextStep(heard.job, heard.call, heard.outcome, { ...facts(), now: now() }),
      };
    });
    const of = (wanted: Decision['do'], alone?: boolean): DueCall[] =>
      todo
        .filter(({ due: { job }, decision }) => decision.do === wanted && (alone ?? job.alone) === job.alone)
        .map(({ due: one, decision }) =>
          'again' in decision ? { ...one, job: { ...one.job, again: true } } : one,
        );
    const batches: (() => Promise<void>)[] = [];
    const inBatches = (what: 'log' | 'unsorted'): void => {
      const all = of(what, false);
      for (let from = 0; from < all.length; from += together)
        batches.push(() => steps[what](all.slice(from, from + together), userOf));
    };
    const [finds, findsUnsorted] = [of('find'), of('find_unsorted')];
    inBatches('log');
    if (finds.length > 0) batches.push(() => steps.find(finds));
    inBatches('unsorted');
    if (findsUnsorted.length > 0) batches.push(() => steps.findUnsorted(findsUnsorted));
    const quiet = todo.flatMap(({ due: one, decision }) =>
      isQuiet(decision) ? [{ due: one, decision }] : [],
    );
    if (quiet.length > 0) await steps.quietly(quiet);
    const singles = [
      ...of('log', true).map((one) => () => steps.log([one], userOf)),
      ...of('unsorted', true).map((one) => () => steps.unsorted([one], userOf)),
      ...todo.flatMap(({ due: one, decision }) =>
        isSingle(decision) ? [() => steps.one(one, decision, userOf)] : [],
      ),
    ];
    batches.push(...singles.slice(0, apart));
    for (const batch of batches) {
      if (ended) return;
      const outcome = await tried(batch());
      if (outcome === 'end') return;
      if (outcome === 'pause')
        await new Promise<void>((resolve) => void after(Math.max(0, pausedUntil - now()), resolve));
    }
  }

  /** One round; resolves with the ms to sleep after it. */
  async function work(): Promise<number> {
    try {
      if (!released) await store.release(now() + settle);
      released = true;
      if (now() >= pausedUntil) await round();
    } catch (error) {
      failed(error);
    }
    const next = await store.nextDue().catch(() => now() + numbersAgain);
    const at = Math.max(next ?? Infinity, pausedUntil);
    return Math.min(longestSleep, Math.max(0, at - now()));
  }
  function schedule(ms: number): void {
    cancel();
    if (ended) return;
    cancel = after(ms, () => {
      running ??= work().then((sleep) => {
        running = undefined;
        schedule(sleep);
      });
    });
  }

  return {
    /** `pause`: ms before the first request, whatever news there is. */
    start(pause = 0): void {
      pausedUntil = now() + pause;
      schedule(pause);
    },
    /** There is news: a call has ended or changed, or somebody wants to try again. */
    wake(): void {
      if (running === undefined) schedule(Math.max(gather, pausedUntil - now()));
    },
    /** As `wake`, whatever pause there is. */
    tryNow(): void {
      pausedUntil = 0;
      if (running === undefined) schedule(0);
    },
    async stop(): Promise<void> {
      ended = true;
      cancel();
      await running;
    },
  };
}

export type LogWriter = ReturnType<typeof logWriter>;
