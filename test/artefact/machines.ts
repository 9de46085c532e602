import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { io, type Socket } from 'socket.io-client';
import type { CallPicture } from '../../src/protocol/agent-socket';
import { failingCrm, type Mood } from '../logging/failing-crm';
import { firedAtGateway } from '../logging/fired-at-gateway';
import { startPostgres } from './postgres';
import type { Postgres } from './postgres';

export type Machine = Awaited<ReturnType<typeof firedAtGateway>>;

export interface Agent {
  readonly socket: Socket;
  /** Each picture that it was told, in its order. */
  readonly heard: CallPicture[];
}

export const until = async (met: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await met())) await new Promise((resolve) => setTimeout(resolve, 20));
};

/** Gateways of one account on several machines: one database, one CRM. */
export async function machines(shares: Partial<Record<Mood, number>> = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'machines-'));
  const postgres: Postgres = await startPostgres();
  const settings = { extensions: { 1: '101', 2: '102' } };
  const crm = await failingCrm({ seed: 1, shares, settings, onMoment: () => undefined });
  const all: Machine[] = [];
  const sockets: Socket[] = [];
  let lastStarted: Machine | undefined;

  return {
    postgres,
    crm,
    /** What the gateway that was begun last says of being ready; 0: nothing yet. */
    readiness: async (): Promise<number> =>
      (await fetch(`${lastStarted?.url ?? ''}/readyz`).catch(() => undefined))?.status ?? 0,
    /** `address`: another way to the database. */
    async start(more: Record<string, string> = {}, address = postgres.address): Promise<Machine> {
      const own = path.join(folder, String(all.length));
      const env = { STORE_DATABASE: address, RECORDING_WAIT: '0', ...more };
      const machine = await firedAtGateway(crm.url, own, env);
      all.push(machine);
      lastStarted = machine;
      await machine.start();
      return machine;
    },
    /** A browser of the agent 101 at this machine; of the second user: of 102. */
    async agent(machine: Machine, since?: number, user = 1): Promise<Agent> {
      // As the widget does: whoever comes again says what it has.
      const auth: { token: string; since?: number } = { token: await machine.session(user) };
      if (since !== undefined) auth.since = since;
      const socket = io(`${machine.url}/agents`, {
        ...{
          auth,
          transports: ['websocket'],
          forceNew: true,
          reconnectionDelay: 50,
          reconnectionDelayMax: 200,
        },
      });
      sockets.push(socket);
      const heard: CallPicture[] = [];
      socket.on('call', (call: CallPicture) => {
        heard.push(call);
        auth.since = call.seq;
      });
      socket.on('caught_up', ({ seq }: { seq: number }) => (auth.since = seq));
      await new Promise((resolve) => socket.once('caught_up', resolve));
      return { socket, heard };
    },
    async stop(): Promise<void> {
      for (const socket of sockets) socket.close();
      await Promise.all(all.map((machine) => machine.kill()));
      crm.close();
      await postgres.remove();
      rmSync(folder, { recursive: true });
    },
  };
}

let count = 0;
/** Events of one new call from somebody whom the CRM knows. */
export function callOf(from = '+79991112233', extensions: readonly string[] = ['101']) {
  const call_id = `m-${(count += 1)}`;
  const event = (type: string, more: object = {}) => ({
    ...{ id: `${call_id}-${type}`, call_id, type, direction: 'inbound', from, to: '+74951234567' },
    ...{ extensions, at: new Date().toISOString(), ...more },
  });
  return {
    call_id,
    ringing: event('ringing'),
    answered: event('answered'),
    ended: event('ended', { duration: 62, disposition: 'answered' }),
  };
}
