import { askWeb } from './ask-web';
import { deliver } from './deliver';
import { every } from './every';
import { hostCalls } from './host-calls';
import { defaultLimits } from './limits';
import { answerIn, asideMessage } from './message-desk';
import type { AsideMessage, EngineAnswer, Underway } from './message-desk';
import { messageLife } from './message-life';
import type { LogLine } from './outcome';
import { assignmentOf } from './plan/assignment-of';
import type { EnginePlan } from './plan/engine-plan';
import { readPlannedScripts } from './planned-scripts';
import { processShelf } from './process-shelf';
import { scriptQueue } from './script-queue';
import type { ScriptQueue } from './script-queue';
import { startScriptProcess } from './script-process';
import type { ScriptProcess } from './script-process';
import { senders } from './senders';
import { sharedWork } from './shared-work';
import { datastoreOf } from './store/datastore';
import type { Counts } from './store/message-tables';
import { openStore } from './store/open-store';
import { openSharedStore } from './store/shared/open-shared-store';

export interface EngineSettings {
  readonly plan: EnginePlan;
  /** Where the plan's files are named from. */
  readonly planFolder: string;
  /** Of the engine's own store. */
  readonly storeFolder: string;
  /**
   * A PostgreSQL database in the store's place, `postgresql://user:password@host/name`: all engines that name it are
   * one bus and one datastore, on however many machines.
   */
  readonly database?: string | undefined;
  /** The built script-worker.js and engine-store.js. */
  readonly workerFile: string;
  readonly storeFile: string;
  /** Told every answer that is given, once; also of messages that an earlier engine took. */
  readonly onAnswer?: (id: string, answer: EngineAnswer) => void;
  /** Told what scripts write into their log, when a delivery is over. */
  readonly onLog?: (id: string, line: LogLine) => void;
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

const hour = 3_600_000;
const keptFor = { answered: hour, aside: 30 * 24 * hour } as const;
const sweepEvery = 60_000;

/** Opens the engine: takes up what an earlier one left, and starts a worker for every script. */
export async function openEngine(settings: EngineSettings): Promise<Engine> {
  const { plan, onAnswer = () => undefined, onLog = () => undefined } = settings;
  const scripts = readPlannedScripts(plan, settings.planFolder);
  const { database, storeFile, storeFolder } = settings;
  const store = await (database === undefined
    ? openStore(storeFile, storeFolder)
    : openSharedStore(database));
  const shelf = processShelf(plan.mostProcesses);
  const waiting = senders();
  const life = messageLife({
    ...{ store, waiting, onAnswer, assignments: plan.assignments },
    queue: (underway) => queues.get(underway.assignment.script)?.add(underway),
  });

  let shared: ReturnType<typeof sharedWork> | undefined = undefined;

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
    const { settle, lost } = life;
    const around = { host, store, settle, lost, unsure: plan.unsure, said: onLog };
    const bring = async (process: ScriptProcess, underway: Underway): Promise<boolean> => {
      try {
        return await deliver(process, underway, around);
      } catch (error) {
        life.broken(underway, error);
        return false;
      }
    };
    return scriptQueue(pool, bring, () => shared?.free());
  }
  const queues = new Map([...scripts.keys()].map((name) => [name, queueOf(name)]));

  const died = 'died: the engine ended under it';
  await life.takeUpLeft(died);
  const { others } = store;
  const looking = others && every(others.lookEveryMs, () => life.takeUpLeft(died));
  shared = others && sharedWork({ others, life, queues, assignments: plan.assignments });

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
      const known = waiting.known(id);
      if (known !== undefined) return known;
      const answered = waiting.wait(id);
      const deadline = Date.now() + assignment.deadlineMs;
      const body = JSON.stringify({ ...message, ...assignment.vars });
      const adding = store.messages.add({ id, assignment: assignment.name, body, deadline }, Date.now());
      // A worker may consume it in the same transaction; of a message known before there is nothing to consume.
      const earlierUnderway = life.underway(id);
      const underway = earlierUnderway ?? life.enqueue(id, assignment, body, deadline, 0);
      adding.then(
        (earlier) => {
          if (earlier?.answer == null || underway.isSettled) return;
          life.forget(underway);
          waiting.tell(id, answerIn(earlier.answer));
        },
        (error: unknown) => {
          if (earlierUnderway === undefined) life.forget(underway);
          waiting.refuse(id, error);
        },
      );
      return answered;
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
      looking?.stop();
      shared?.stop();
      life.end();
      for (const queue of queues.values()) queue.close();
      waiting.refuseAll(new Error('the engine is closed'));
      shelf.end();
      await store.close();
    },
  };
}
