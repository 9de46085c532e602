import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface FrozenProxy {
  readonly port: number;
  /** From now on it takes everything and gives nothing on, as a network does that is cut. */
  freeze(): void;
  thaw(): void;
  close(): void;
}

/** A way to a port on this machine, which can be cut without either end hearing of it. */
export async function frozenProxy(to: number): Promise<FrozenProxy> {
  const sockets = new Set<Socket>();
  let isFrozen = false;
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => {
        if (!isFrozen) into.write(chunk);
      });
      from.on('error', () => into.destroy());
      from.on('close', () => into.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    freeze: () => void (isFrozen = true),
    thaw: () => void (isFrozen = false),
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
