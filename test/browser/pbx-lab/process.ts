import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';

export interface Process {
  readonly pid: number;
  /** The last of what it has said. */
  readonly said: () => string;
  stop(): Promise<void>;
}

/** Starts a server and resolves once `ready` holds of what it has said so far. */
export async function startProcess(
  command: string,
  args: readonly string[],
  ready: (said: string) => boolean | Promise<boolean>,
): Promise<Process> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const hear = (chunk: Buffer): void => {
    said = (said + chunk.toString()).slice(-20_000);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const until = Date.now() + 20_000;
  while (!(await ready(said))) {
    if (child.exitCode !== null || Date.now() > until) {
      child.kill('SIGKILL');
      throw new Error(`${command} ${args.join(' ')} did not start:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return {
    pid: child.pid!,
    said: () => said,
    async stop() {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 3000);
      await ended;
      clearTimeout(late);
    },
  };
}

export const accepts = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, host, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => resolve(false));
    socket.bind(port, () => socket.close(() => resolve(true)));
  });

/** `count` UDP ports in a row; under 32,768, where no system gives one to a connection by itself. */
export async function freeUdpPorts(count: number): Promise<number> {
  for (;;) {
    const first = 20_000 + 2 * Math.floor(Math.random() * 6000);
    const all = await Promise.all(Array.from({ length: count }, (_none, index) => isFree(first + index)));
    if (all.every(Boolean)) return first;
  }
}
