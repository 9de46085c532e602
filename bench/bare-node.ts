import { fork } from 'node:child_process';
import path from 'node:path';

interface Reply {
  readonly took?: readonly number[];
}

/** A bare child process beside the engine's. */
export async function bareNode(): Promise<{
  /** A message there and back as it came: what the machine and two processes cost, whoever uses them. */
  echo(text: string): Promise<unknown>;
  /** Times of `count` runs of `script` in node:vm there, ms. */
  inVm(script: string, text: string, count: number): Promise<readonly number[]>;
  end(): void;
}> {
  const child = fork(path.join(__dirname, 'bare-child.cjs'), {
    serialization: 'json',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const heard = (): Promise<unknown> => new Promise((resolve) => child.once('message', resolve));
  await heard();
  const ask = (message: object): Promise<unknown> => {
    const reply = heard();
    child.send(message);
    return reply;
  };
  return {
    echo: (text) => ask({ text }),
    inVm: async (script, text, count) => ((await ask({ script, text, count })) as Reply).took ?? [],
    end: () => void child.kill(),
  };
}
