import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { EngineSettings } from '../../src/engine/engine';

/** What an engine in a process of its own says. */
interface Told {
  readonly open?: boolean;
  /** The engine settled it. */
  readonly answered?: string;
  /** Its sender, who may have asked again, heard the answer. */
  readonly replied?: string;
  readonly answer?: unknown;
  readonly failed?: string;
  readonly why?: string;
  readonly pids?: readonly number[];
  readonly counts?: Readonly<Record<string, number>>;
}

export interface EngineChild {
  readonly pid: number;
  ask(id: string, line: string, message: object): void;
  pids(): Promise<readonly number[]>;
  counts(): Promise<Readonly<Record<string, number>>>;
  /** As `kill -9` does. */
  kill(): Promise<void>;
  signal(name: NodeJS.Signals): void;
}

/** Engines in processes of their own, and all that they ever said of messages. */
export function engineChildren(settings: () => EngineSettings) {
  /** Answers as they were settled, by message: more than one would be one too many. */
  const answered = new Map<string, string[]>();
  const replied = new Map<string, string>();
  const refused = new Map<string, string>();
  const alive = new Set<EngineChild>();
  let heard: () => void = () => undefined;

  async function start(): Promise<EngineChild> {
    const child = fork(join(__dirname, 'engine-child.cjs'), [JSON.stringify(settings())]);
    let tell: (told: Told) => void = () => undefined;
    const said = (isIt: (told: Told) => boolean): Promise<Told> =>
      new Promise((resolve) => {
        tell = (told) => {
          if (isIt(told)) resolve(told);
        };
      });
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    await new Promise<void>((resolve, reject) => {
      child.on('message', (told: Told) => {
        if (told.open === true) resolve();
        if (told.failed === 'open') reject(new Error(told.why));
        else if (told.failed !== undefined) refused.set(told.failed, String(told.why));
        const text = JSON.stringify(told.answer);
        if (told.answered !== undefined)
          answered.set(told.answered, [...(answered.get(told.answered) ?? []), text]);
        if (told.replied !== undefined) replied.set(told.replied, text);
        tell(told);
        heard();
      });
    });
    const engine: EngineChild = {
      pid: child.pid ?? 0,
      ask: (id, line, message) => void child.send({ id, line, message }),
      async pids() {
        const told = said(({ pids }) => (pids?.length ?? 0) > 0);
        child.send('pids');
        return (await told).pids ?? [];
      },
      async counts() {
        const told = said(({ counts }) => counts !== undefined);
        child.send('counts');
        return (await told).counts ?? {};
      },
      signal: (name) => void child.kill(name),
      async kill() {
        alive.delete(engine);
        child.kill('SIGKILL');
        await gone;
      },
    };
    alive.add(engine);
    return engine;
  }

  return {
    ...{ answered, replied, refused, start },
    /** Resolves when it holds of what was said so far. */
    until: (isTrue: () => boolean): Promise<void> =>
      new Promise((resolve) => {
        heard = () => {
          if (isTrue()) resolve();
        };
        heard();
      }),
    stop: async (): Promise<void> => {
      await Promise.all([...alive].map((engine) => engine.kill()));
    },
  };
}
