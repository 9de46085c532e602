import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

const installed = '/usr/lib/postgresql';
const [newest] = existsSync(installed)
  ? readdirSync(installed)
      .filter((version) => existsSync(join(installed, version, 'bin/postgres')))
      .sort((one, other) => Number(other) - Number(one))
  : [];
const program = (name: string): string => join(installed, String(newest), 'bin', name);

export const hasPostgres = newest !== undefined;
/** A test that needs the real server: skipped, by that name, where Debian's package `postgresql` is not installed. */
export const postgresTest: (title: string, work: () => Promise<void>, timeout?: number) => void = (
  title,
  work,
  timeout,
) => {
  if (hasPostgres) test(title, work, timeout);
  else test.skip(`${title} (not run: Debian’s package postgresql is not installed)`, work);
};

/** PostgreSQL does not run as root. */
function owner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const [, , uid, gid] = /^postgres:.*$/m.exec(readFileSync('/etc/passwd', 'utf8'))?.[0].split(':') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    }),
  );
}

export interface Postgres {
  readonly address: string;
  /** Ends it as a power cut would: what it has not acknowledged is gone. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Ends it and removes all that it kept. */
  remove(): Promise<void>;
}

/** A PostgreSQL server of its own, empty, on a free port. */
export async function startPostgres(): Promise<Postgres> {
  const user = owner();
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const locale = ['--no-locale', '--encoding=UTF8'];
  execFileSync(program('initdb'), ['-D', data, '-U', 'engine', '-A', 'trust', '-N', ...locale], {
    ...user,
    cwd: folder,
    stdio: 'ignore',
  });
  const port = await freePort();
  const address = `postgresql://engine:secret@127.0.0.1:${port}/postgres`;
  let end: () => Promise<void> = () => Promise.resolve();

  async function start(): Promise<void> {
    const settings = ['-c', `unix_socket_directories=${folder}`, '-c', 'listen_addresses=127.0.0.1'];
    const child = spawn(program('postgres'), ['-D', data, '-p', String(port), ...settings], {
      ...user,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    end = () => {
      child.kill('SIGQUIT');
      return ended;
    };
    let said = '';
    await new Promise<void>((resolve, reject) => {
      child.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes('ready to accept connections')) resolve();
      });
      void ended.then(() => reject(new Error(`PostgreSQL did not start:\n${said}`)));
    });
  }
  await start();
  return {
    address,
    start,
    kill: () => end(),
    async remove() {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
