import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** What it takes and gives no more on: everything, all answers, or what is said to those that listen. */
type Lost = 'all' | 'answers' | 'notices';

export interface Relay {
  readonly port: number;
  /** From now on it loses this, and neither end hears of it. */
  freeze(what?: Lost): void;
  /** Resets what is open and refuses what comes, as a network does that is taken down. */
  cut(): void;
  /** Once: resets the connection that commits what names this text, when the database has done so. Resolves then. */
  loseCommitOf(text: string): Promise<void>;
  mend(): Promise<void>;
  close(): void;
}

/** A way to a PostgreSQL on this machine that can be disturbed without either end having a part in it. */
export async function relay(to: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  let frozen: Lost | undefined;
  let wanted: { readonly text: string; readonly lost: () => void } | undefined;

  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    let listens = false;
    let isNamed = false;
    const isLost = (isAnswer: boolean): boolean =>
      frozen === 'all' || (isAnswer && (frozen === 'answers' || (frozen === 'notices' && listens)));
    near.on('data', (chunk: Buffer) => {
      listens ||= chunk.includes('LISTEN ');
      isNamed ||= wanted !== undefined && chunk.includes(wanted.text);
      if (!isLost(false)) far.write(chunk);
    });
    far.on('data', (chunk: Buffer) => {
      if (wanted !== undefined && isNamed && chunk.includes('COMMIT\0')) {
        near.resetAndDestroy();
        wanted.lost();
        wanted = undefined;
      } else if (!isLost(true)) near.write(chunk);
    });
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => into.destroy());
      from.on('close', () => {
        sockets.delete(from);
        into.destroy();
      });
    }
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const drop = (): void => {
    server.close();
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    port,
    freeze: (what = 'all') => void (frozen = what),
    cut: drop,
    loseCommitOf: (text) => new Promise((resolve) => (wanted = { text, lost: resolve })),
    async mend() {
      // What was under way when it froze is lost for good: half a message more would make no sense to anybody.
      if (frozen !== undefined && frozen !== 'all') for (const socket of sockets) socket.destroy();
      frozen = undefined;
      if (!server.listening) await listen(port);
    },
    close: drop,
  };
}
