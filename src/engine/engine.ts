import { askWeb } from './ask-web';
import { deliver } from './deliver';
import { hostCalls } from './host-calls';
import { defaultLimits } from './limits';
import { answerIn, asideMessage } from './message-desk';
import type { AsideMessage, EngineAnswer, Underway } from './message-desk';
import { assignmentOf } from './plan/assignment-of';
import type { Assignment, EnginePlan } from './plan/engine-plan';
import { readPlannedScripts } from './planned-scripts';
import { processShelf } from './process-shelf';
import { scriptQueue } from './script-queue';
import type { ScriptQueue } from './script-queue';
import { startScriptProcess } from './script-process';
import { datastoreOf } from './store/datastore';
import type { Counts, StoredMessage } from './store/message-tables';
import { openStore } from './store/open-store';
import { actionAnswer } from './verdict';

export interface EngineSettings {
  readonly plan: EnginePlan;
  /** Where the plan's files are named from. */
  readonly planFolder: string;
  /** Of the engine's own store. */
  readonly storeFolder: string;
  /** The built script-worker.js and engine-store.js. */
  readonly workerFile: string;
  readonly storeFile: string;
  /** Told every answer that is given, once; also of messages that an earlier engine took. */
  readonly onAnswer?: (id: string, answer: EngineAnswer) => void;
}

/** A call to be routed. */
export interface EngineMessage {
  /** The same id twice is the same message: it is run once and answered alike. */
  readonly id: string;
  readonly line?: string;
  readonly customer?: string;
  readonly message: Readonly<Record<string, unknown>>;
}

export interface Engine {
  /** Resolves with the script's answer, or what stands for it, by the assignment's deadline. */
  ask(message: EngineMessage): Promise<EngineAnswer>;
  /** Of a message taken earlier, also by an engine before this one; undefined while there is none. */
  answerOf(id: string): Promise<EngineAnswer | undefined>;
  /** The newest messages that no delivery could answer. */
  setAside(most?: number): Promise<readonly AsideMessage[]>;
  counts(): Promise<Counts>;
  /** Process ids of the workers. */
  pids(): number[];
  close(): Promise<void>;
}

interface Waiting {
  readonly done: Promise<EngineAnswer>;
  readonly tell: (answer: EngineAnswer) => void;
  readonly refuse: (error: unknown) => void;
}

const hour = 3_600_000;
const keptFor = { answered: hour, aside: 30 * 24 * hour } as const;
const sweepEvery = 60_000;

/** Opens the engine: takes up what an earlier one left, and starts a worker for every script. */
export async function openEngine(settings: EngineSettings): Promise<Engine> {
  const { plan, onAnswer = () => undefined } = settings;
  const scripts = readPlannedScripts(plan, settings.planFolder);
  const store = await openStore(settings.storeFile, settings.storeFolder);
  const shelf = processShelf(plan.mostProcesses);
  const waiting = new Map<string, Waiting>();
  const underways = new Map<string, Underway>();

  /** Without its store the engine promises nothing any more: whoever waits hears that. */
  function abandon(id: string, error: unknown): void {
    waiting.get(id)?.refuse(error);
    waiting.delete(id);
  }

  function forget(underway: Underway): void {
    underway.isSettled = true;
    clearTimeout(underway.timer);
    underways.delete(underway.id);
  }

  /** The one place where a message gets its answer. `fault`: why it is set aside. */
  async function settle(underway: Underway, answer: EngineAnswer, fault?: string): Promise<void> {
    if (underway.isSettled) return;
    forget(underway);
    const state = fault === undefined ? 'answered' : 'aside';
    const { id, attempt } = underway;
    const text = JSON.stringify(answer);
    try {
      if (!(await store.messages.settle(id, attempt, state, text, fault ?? null, Date.now()))) return;
    } catch (error) {
      return abandon(id, error);
    }
    onAnswer(id, answer);
    waiting.get(id)?.tell(answer);
    waiting.delete(id);
  }

  function queueOf(name: string): ScriptQueue {
    const script = scripts.get(name);
    const planned = plan.scripts[name];
    if (script === undefined || planned === undefined) throw new Error(`no script is called ${name}`);
    const limits = { ...defaultLimits, wallMs: planned.timeoutMs, memoryMb: planned.memoryMb };
    const host = hostCalls({
      datastore: datastoreOf(store.datastore, planned.app, Date.now),
      web: askWeb(planned.hosts, plan.httpTimeoutMs),
      answers: plan.answers,
      setEnv: (key) => {
        throw new Error(`setEnvVar("${key}"): variables belong to the plan here`);
      },
    });
    const pool = shelf.pool(planned.processes, () =>
      startScriptProcess(settings.workerFile, script, limits, plan.zone),
    );
    pool.warm();
    const around = { host, store, settle, unsure: plan.unsure };
    return scriptQueue(pool, async (process, underway) => {
      try {
        return await deliver(process, underway, around);
      } catch (error) {
        abandon(underway.id, error);
        return false;
      }
    });
  }
  const queues = new Map([...scripts.keys()].map((name) => [name, queueOf(name)]));

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
    };
    underway.timer = setTimeout(() => {
      underway.stop?.();
      void settle(underway, actionAnswer(assignment, 'timeout'), 'time: its deadline has passed');
    }, deadline - Date.now());
    underways.set(id, underway);
    queues.get(assignment.script)?.add(underway);
    return underway;
  }

  async function takeUp({ id, assignment, body, deadline, attempt }: StoredMessage): Promise<void> {
    const found = plan.assignments.find(({ name }) => name === assignment);
    if (found !== undefined && attempt <= found.retries)
      return void enqueue(id, found, body, deadline, attempt);
    const why = found === undefined ? 'its assignment is in the plan no more' : 'no delivery is left to it';
    const answer: EngineAnswer =
      found === undefined
        ? { action: 'reject', code: 500, message: 'Script Error', reason: 'error' }
        : actionAnswer(found, 'error');
    if (await store.messages.settle(id, attempt, 'aside', JSON.stringify(answer), why, Date.now()))
      onAnswer(id, answer);
  }

  const left = await store.messages.recover('died: the engine ended under it');
  for (const message of left) await takeUp(message);

  const sweep = setInterval(() => {
    const now = Date.now();
    const done = [
      store.messages.forget(now - keptFor.answered, now - keptFor.aside),
      store.datastore.sweep(now),
    ];
    Promise.all(done).catch(() => undefined);
  }, sweepEvery);
  sweep.unref();

  return {
    async ask({ id, line, customer, message }) {
      const assignment = assignmentOf(plan.assignments, line, customer);
      if (assignment === undefined) return { action: 'return', data: message };
      const known = waiting.get(id);
      if (known !== undefined) return known.done;
      const asked = askedFor();
      waiting.set(id, asked);
      const deadline = Date.now() + assignment.deadlineMs;
      const body = JSON.stringify({ ...message, ...assignment.vars });
      try {
        const adding = store.messages.add({ id, assignment: assignment.name, body, deadline }, Date.now());
        // A worker may consume it in the same transaction; of a message known before there is nothing to consume.
        const underway = underways.has(id) ? undefined : enqueue(id, assignment, body, deadline, 0);
        const earlier = await adding;
        if (earlier !== undefined && underway !== undefined) forget(underway);
        if (earlier?.answer != null) {
          waiting.delete(id);
          asked.tell(answerIn(earlier.answer));
        }
      } catch (error) {
        abandon(id, error);
      }
      return asked.done;
    },
    async answerOf(id) {
      const found = await store.messages.find(id);
      return found?.answer == null ? undefined : answerIn(found.answer);
    },
    setAside: async (most = 100) => (await store.messages.aside(most)).map(asideMessage),
    counts: () => store.messages.counts(),
    pids: () => shelf.pids(),
    async close() {
      clearInterval(sweep);
      for (const { timer } of underways.values()) clearTimeout(timer);
      for (const queue of queues.values()) queue.close();
      for (const id of [...waiting.keys()]) abandon(id, new Error('the engine is closed'));
      shelf.end();
      await store.close();
    },
  };
}

function askedFor(): Waiting {
  let tell: Waiting['tell'] = () => undefined;
  let refuse: Waiting['refuse'] = () => undefined;
  const done = new Promise<EngineAnswer>((resolve, reject) => {
    tell = resolve;
    refuse = reject;
  });
  return { done, tell, refuse };
}
