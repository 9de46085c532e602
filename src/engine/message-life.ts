import { answerIn } from './message-desk';
import type { EngineAnswer, Underway } from './message-desk';
import type { Assignment } from './plan/engine-plan';
import type { senders } from './senders';
import type { StoredMessage } from './store/message-tables';
import type { EngineStore } from './store/open-store';
import { actionAnswer } from './verdict';

interface Around {
  readonly store: EngineStore;
  readonly assignments: readonly Assignment[];
  readonly waiting: ReturnType<typeof senders>;
  readonly onAnswer: (id: string, answer: EngineAnswer) => void;
  /** Puts a message before its script's workers. */
  readonly queue: (underway: Underway) => void;
}

/** So long after its deadline the store may still say what becomes of a message, ms. */
const graceMs = 500;

/** Between two looks what another engine has made of a message, ms: the first, then twice as long each, to the most. */
const looks = { first: 50, most: 1000 } as const;

/** What becomes of the messages that this engine has on its way. */
export function messageLife({ store, assignments, waiting, onAnswer, queue }: Around) {
  const underways = new Map<string, Underway>();
  let isOver = false;

  function forget(underway: Underway): void {
    underway.isSettled = true;
    clearTimeout(underway.timer);
    clearTimeout(underway.look);
    if (underways.get(underway.id) === underway) underways.delete(underway.id);
  }

  /** The one place where a message gets its answer. `fault`: why it is set aside. `attempt`: null for whichever it is at. */
  async function settle(
    underway: Underway,
    answer: EngineAnswer,
    fault?: string,
    attempt: number | null = underway.attempt,
  ): Promise<void> {
    if (underway.isSettled) return;
    underway.isSettled = true;
    const { id } = underway;
    const state = fault === undefined ? 'answered' : 'aside';
    const text = JSON.stringify(answer);
    try {
      if (!(await store.messages.settle(id, attempt, state, text, fault ?? null, Date.now()))) {
        underway.isSettled = false;
        return lost(underway);
      }
    } catch (error) {
      forget(underway);
      return waiting.refuse(id, error);
    }
    forget(underway);
    onAnswer(id, answer);
    waiting.tell(id, answer);
  }

  const expire = (underway: Underway): Promise<void> =>
    settle(
      underway,
      actionAnswer(underway.assignment, 'timeout'),
      'time: its deadline has passed',
      // Whoever has it: its sender must hear now.
      null,
    );

  /** It is ours, and no worker has it: it waits for one again. */
  async function resume(underway: Underway, { state, attempt }: StoredMessage): Promise<void> {
    const why = 'died: the engine had lost sight of it';
    if (state === 'consumed' && !(await store.messages.release(underway.id, attempt, why)))
      return lost(underway);
    underway.attempt = attempt;
    if (attempt <= underway.assignment.retries) return queue(underway);
    await settle(underway, actionAnswer(underway.assignment, 'error'), 'no delivery is left to it');
  }

  /** The store was restarted before the message was on its disk. */
  async function addAgain({ id, assignment, body, deadline }: Underway): Promise<void> {
    await store.messages.add({ id, assignment: assignment.name, body, deadline }, Date.now());
  }

  async function look(underway: Underway, next: number): Promise<void> {
    const { id } = underway;
    underway.look = undefined;
    try {
      const found = await store.messages.find(id);
      if (underway.isSettled) return;
      if (found?.answer != null) {
        forget(underway);
        return waiting.tell(id, answerIn(found.answer));
      }
      if (found?.isOurs === true) return await resume(underway, found);
      if (Date.now() >= underway.deadline) {
        if (found !== undefined) return await expire(underway);
        forget(underway);
        return waiting.refuse(id, new Error(`the engine’s store knows nothing of message ${id}`));
      }
      if (found === undefined) await addAgain(underway);
    } catch (error) {
      waiting.refuse(id, error);
      if (Date.now() >= underway.deadline) return forget(underway);
    }
    lost(underway, next);
  }

  /** Another engine has it, or the store could not be asked: looks until it is answered, or ours again. */
  function lost(underway: Underway, after: number = looks.first): void {
    if (underway.isSettled) return;
    clearTimeout(underway.look);
    underway.look = setTimeout(() => void look(underway, Math.min(looks.most, after * 2)), after);
  }

  function enqueue(
    id: string,
    assignment: Assignment,
    body: string,
    deadline: number,
    attempt: number,
  ): Underway {
    const underway: Underway = {
      ...{ id, assignment, body, deadline, attempt },
      isSettled: false,
      stop: undefined,
      timer: undefined,
      look: undefined,
    };
    underway.timer = setTimeout(() => {
      underway.stop?.();
      const silent = setTimeout(() => {
        waiting.refuse(
          id,
          new Error('the engine’s store does not answer: nobody knows what becomes of the call'),
        );
      }, graceMs);
      void expire(underway).finally(() => clearTimeout(silent));
    }, deadline - Date.now());
    underways.set(id, underway);
    queue(underway);
    return underway;
  }

  /** Ours, from another engine: its deliveries so far count. */
  async function takeUp(message: StoredMessage): Promise<void> {
    const { id, assignment, body, deadline, attempt } = message;
    const known = underways.get(id);
    if (known?.look !== undefined) {
      clearTimeout(known.look);
      known.look = undefined;
      return resume(known, message);
    }
    if (isOver || known !== undefined) return;
    const found = assignments.find(({ name }) => name === assignment);
    if (found !== undefined && attempt <= found.retries)
      return void enqueue(id, found, body, deadline, attempt);
    const why = found === undefined ? 'its assignment is in the plan no more' : 'no delivery is left to it';
    const answer: EngineAnswer =
      found === undefined
        ? { action: 'reject', code: 500, message: 'Script Error', reason: 'error' }
        : actionAnswer(found, 'error');
    if (await store.messages.settle(id, attempt, 'aside', JSON.stringify(answer), why, Date.now())) {
      onAnswer(id, answer);
      waiting.tell(id, answer);
    }
  }

  return {
    settle,
    enqueue,
    forget,
    lost,
    takeUp,
    underway: (id: string): Underway | undefined => underways.get(id),
    /** Those that other engines have. */
    absent: (): readonly string[] =>
      [...underways.values()].filter(({ look }) => look !== undefined).map(({ id }) => id),
    /** Another engine has it, and this is what it has made of it so far. */
    seenElsewhere(underway: Underway, { answer }: StoredMessage): void {
      if (underway.isSettled) return;
      if (answer === null) {
        if (underway.look === undefined) lost(underway);
        return;
      }
      forget(underway);
      waiting.tell(underway.id, answerIn(answer));
    },
    /** A delivery that the store broke: its sender hears so, the message itself is taken up again. */
    broken(underway: Underway, error: unknown): void {
      waiting.refuse(underway.id, error);
      lost(underway);
    },
    /** What an earlier engine left, or one that is heard of no more. */
    async takeUpLeft(fault: string): Promise<void> {
      for (const message of await store.messages.recover(fault)) await takeUp(message);
    },
    end(): void {
      isOver = true;
      for (const underway of [...underways.values()]) forget(underway);
    },
  };
}
