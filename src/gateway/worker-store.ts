import { appendedIn } from './appended-text';
import { blockTexts, type EventBatch } from './block-texts';
import { StoreBusy } from './call-store';
import { dialStore } from './dial/dial-store';
import { logStore } from './log/log-store';
import type { Answer, CallStore, Changed, Counts, Question } from './call-store';

/** A thread that answers each question once, in order (`store-worker.ts`). */
export interface StoreThread {
  post(question: Question): void;
  onAnswer(listener: (answer: Answer) => void): void;
  /** Other gateways have changed calls. */
  onChanged?(listener: (changed: readonly Changed[]) => void): void;
}

interface Waiting extends EventBatch {
  readonly resolve: (counts: Counts) => void;
  readonly reject: (error: Error) => void;
}

/** Events that may wait for the disk before new ones are turned away. */
const mostWaiting = 20_000;
/** Events of one transaction: beyond this a commit's own work outweighs what sharing its sync saves. */
const mostTogether = 2_000;
/** So many do not wait for the answer of the commit before theirs: the disk's thread would stand still meanwhile. */
const enoughForNext = 700;
/** Transactions on their way: one that is written, one that the disk has still to keep, and what comes next. */
const mostOnTheirWay = 3;

/**
 * Group commit: while the thread writes one transaction, whatever comes waits and goes together in the next one; more of
 * a good size lie ready for the thread.
 */
export function workerStore(thread: StoreThread, now: () => number): CallStore {
  const listeners: ((changes: readonly Changed[]) => void)[] = [];
  const answers: ((answer: Answer) => void)[] = [];
  let waiting: Waiting[] = [];
  let queued = 0;
  let unwritten = 0;
  let onTheirWay = 0;
  let idle = (): void => undefined;

  thread.onAnswer((answer) => answers.shift()?.(answer));
  const tell = (changes: readonly Changed[]): void => {
    if (changes.length > 0) for (const listen of listeners) listen(changes);
  };
  thread.onChanged?.(tell);

  const ask = (question: Question, take: (answer: Answer) => void): void => {
    answers.push(take);
    thread.post(question);
  };

  function write(): void {
    const isDue = onTheirWay === 0 || (onTheirWay < mostOnTheirWay && unwritten >= enoughForNext);
    if (!isDue || waiting.length === 0) return;
    onTheirWay += 1;
    let count = 0;
    const cut = waiting.findIndex(({ events }) => (count += events.length) > mostTogether);
    const group = cut > 0 ? waiting.slice(0, cut) : cut === 0 ? waiting.slice(0, 1) : waiting;
    waiting = waiting.slice(group.length);
    for (const { events } of group) unwritten -= events.length;
    const sizes = group.map(({ events }) => events.length);
    ask({ ask: 'append', events: blockTexts(group), sizes, now: now() }, (answer) => {
      onTheirWay -= 1;
      for (const { events } of group) queued -= events.length;
      // First of all the thread has work again: telling browsers takes as long as writing.
      write();
      if (answer.kind === 'appended') {
        const { counts, changed } = appendedIn(answer.appended);
        tell(changed);
        group.forEach(({ resolve }, index) => resolve(counts[index] ?? { accepted: 0, duplicates: 0 }));
      } else {
        const error = new Error(answer.kind === 'failed' ? answer.message : 'the store gave no answer');
        for (const { reject } of group) reject(error);
      }
      if (onTheirWay === 0) idle();
    });
  }

  const question = <T>(asked: Question, read: (answer: Answer) => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      ask(asked, (answer) => {
        const value = read(answer);
        if (value !== undefined) resolve(value);
        else reject(new Error(answer.kind === 'failed' ? answer.message : 'the store gave no answer'));
      });
    });

  return {
    append: (events, text) =>
      new Promise((resolve, reject) => {
        if (queued + events.length > mostWaiting)
          return reject(new StoreBusy('too much is waiting for the disk'));
        queued += events.length;
        unwritten += events.length;
        waiting.push({ events, text, resolve, reject });
        write();
      }),
    onChanged: (listener) => void listeners.push(listener),
    missed: (extension, since) =>
      question({ ask: 'missed', extension, since, now: now() }, (answer) =>
        answer.kind === 'missed' ? answer.missed : undefined,
      ),
    call: async (callId) =>
      (await question({ ask: 'call', callId }, (answer) => (answer.kind === 'call' ? answer : undefined)))
        .call,
    lastTalk: async (phone) =>
      (
        await question({ ask: 'lastTalk', phone }, (answer) =>
          answer.kind === 'lastTalk' ? answer : undefined,
        )
      ).talk,
    log: logStore(
      async (asked) =>
        (await question(asked, (answer) => (answer.kind === 'log' ? answer : undefined))).value,
    ),
    dial: dialStore(
      async (asked) =>
        (await question(asked, (answer) => (answer.kind === 'dial' ? answer : undefined))).value,
    ),
    forget: async (before, most) =>
      (
        await question({ ask: 'forget', before, most }, (answer) =>
          answer.kind === 'forgotten' ? answer : undefined,
        )
      ).count,
    alive: async () => {
      await question({ ask: 'alive' }, (answer) => answer.kind === 'done' || undefined);
    },
    close: async () => {
      if (onTheirWay > 0) await new Promise<void>((resolve) => (idle = resolve));
      await question({ ask: 'alive' }, (answer) => answer.kind === 'done' || undefined);
    },
  };
}
