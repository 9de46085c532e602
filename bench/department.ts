import { io, type Socket } from 'socket.io-client';
import { aCall, markOf, type ToldCall } from './events';
import type { CallPicture } from '../src/protocol/agent-socket';
import type { Gateway } from './gateways';
import { httpLoad, type HttpLoad } from './http-load';

const atOnce = 50;
const connections = 64;

/** Many connected agents of one gateway, and what reaches them. */
export interface Department {
  /**
   * Posts the next event of each of `batch` calls, of agents in turn: who rings is answered, and ends, in posts to come.
   * Resolves when each has been delivered, with ms from the POST's start.
   */
  tell(batch: number, start?: number): Promise<number[]>;
  close(): void;
}

interface SignIn {
  token?: string;
}

async function connect(gateway: Gateway, extension: string, heard: (mark: string) => void): Promise<Socket> {
  const socket = io(`${gateway.url}/agents`, {
    auth: await gateway.auth(extension),
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  });
  socket.on('call', ({ call_id: id, state }: CallPicture) => heard(markOf(id, state)));
  // An hour's session is renewed as a page does it.
  socket.on('session:ending', () => {
    void gateway.auth(extension).then((auth) => socket.emit('session:renew', (auth as SignIn).token));
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('caught_up', () => resolve());
    socket.once('connect_error', reject);
  });
  return socket;
}

export async function department(gateway: Gateway, extensions: readonly string[]): Promise<Department> {
  const load: HttpLoad = httpLoad(gateway.url, gateway.key, connections);
  const waiting = new Map<string, () => void>();
  const heard = (mark: string): void => {
    waiting.get(mark)?.();
    waiting.delete(mark);
  };
  const sockets: Socket[] = [];
  for (let from = 0; from < extensions.length; from += atOnce) {
    const group = extensions.slice(from, from + atOnce);
    sockets.push(...(await Promise.all(group.map((extension) => connect(gateway, extension, heard)))));
  }
  let turn = 0;
  const going: ToldCall[] = [];

  return {
    async tell(batch, start = performance.now()) {
      const calls = Array.from(
        { length: batch },
        () => going.pop() ?? aCall(extensions[(turn += 7919) % extensions.length]!),
      );
      const delivered = calls.map(
        ({ mark }) =>
          new Promise<number>((resolve) => waiting.set(mark, () => resolve(performance.now() - start))),
      );
      const events = calls.map((call) => call.next()!);
      await load.post(batch === 1 ? events[0]! : events);
      const took = await Promise.all(delivered);
      for (const call of calls) if (call.isGoing()) going.push(call);
      return took;
    },
    close() {
      for (const socket of sockets) socket.close();
      load.close();
    },
  };
}
