import { io, type Socket } from 'socket.io-client';
import { oneRing } from './events';
import type { Gateway } from './gateways';
import { httpLoad, type HttpLoad } from './http-load';

const atOnce = 50;
const connections = 64;

/** Many connected agents of one gateway, and what reaches them. */
export interface Department {
  /** Posts `batch` calls for agents in turn; resolves when each has been delivered, with ms from the POST's start. */
  ring(batch: number, start?: number): Promise<number[]>;
  /** Bytes of the server's memory for each agent. */
  memoryEach: number;
  close(): void;
}

async function connect(gateway: Gateway, extension: string, heard: (id: string) => void): Promise<Socket> {
  const socket = io(`${gateway.url}/agents`, {
    auth: await gateway.auth(extension),
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  });
  socket.on('call', ({ call_id }: { call_id: string }) => heard(call_id));
  await new Promise<void>((resolve, reject) => {
    socket.once('caught_up', () => resolve());
    socket.once('connect_error', reject);
  });
  return socket;
}

export async function department(gateway: Gateway, extensions: readonly string[]): Promise<Department> {
  const load: HttpLoad = httpLoad(gateway.url, gateway.key, connections);
  const waiting = new Map<string, () => void>();
  const heard = (id: string): void => {
    waiting.get(id)?.();
    waiting.delete(id);
  };
  const before = gateway.memory();
  const sockets: Socket[] = [];
  for (let from = 0; from < extensions.length; from += atOnce) {
    const group = extensions.slice(from, from + atOnce);
    sockets.push(...(await Promise.all(group.map((extension) => connect(gateway, extension, heard)))));
  }
  const memoryEach = (gateway.memory() - before) / extensions.length;
  let turn = 0;

  return {
    memoryEach,
    async ring(batch, start = performance.now()) {
      const rings = Array.from({ length: batch }, () =>
        oneRing(extensions[(turn += 7919) % extensions.length]!),
      );
      const delivered = rings.map(
        ({ id }) =>
          new Promise<number>((resolve) => waiting.set(id, () => resolve(performance.now() - start))),
      );
      await load.post(batch === 1 ? rings[0]!.body : rings.map(({ body }) => body));
      return Promise.all(delivered);
    },
    close() {
      for (const socket of sockets) socket.close();
      load.close();
    },
  };
}
