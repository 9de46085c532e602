import type { WebSocket } from 'ws';
import { SipPeer } from '../../fakes/sip-peer';
import type { Misbehaviour } from '../../fakes/sip-script';
import type { Outcome } from './agent-plan';
import { phoneBrowser } from './phone-browser';
import { phoneServer } from './phone-server';

export interface Finding extends Outcome {
  readonly name: string;
  /** The far phone rang on, or ours rang for nothing. */
  readonly ghost: boolean;
  readonly registers: number;
}

export interface Findings {
  readonly each: readonly Finding[];
  /** Errors of the page, with the misbehaviours that were being played. */
  readonly errors: readonly string[];
  /** Live microphones and open connections after everything was over. */
  readonly microphones: number;
  readonly connections: number;
  readonly said: readonly string[];
}

/** Short, and in the proportions of the real ones. */
const limits = {
  preparing: 4000,
  calling: 1200,
  alerting: 1600,
  joining: 900,
  incoming: 1600,
  answering: 2000,
  ending: 700,
};

/** Plays all of these to one phone each, some at a time in one page; `patience` as in `follow`. */
export async function playAll(
  kind: 'ours' | 'plain',
  list: readonly Misbehaviour[],
  patience: number,
  together: number,
): Promise<Findings> {
  const byName = new Map(list.map((one) => [one.name, one]));
  const peers = new Map<string, SipPeer[]>();
  const server = await phoneServer((socket: WebSocket, name) => {
    const peer = new SipPeer(socket);
    const known = peers.get(name) ?? [];
    peers.set(name, [...known, peer]);
    byName.get(name)?.play(peer, known.length + 1);
  });
  const browser = await phoneBrowser();
  const said: string[] = [];
  const errors: string[] = [];
  const each: Finding[] = [];
  try {
    const page = await (await browser.newContext({ permissions: ['microphone'] })).newPage();
    const playing = new Set<string>();
    page.on('pageerror', ({ stack = '' }) => errors.push(`${stack} [${[...playing].join(' | ')}]`));
    page.on('console', (message) => said.push(message.text()));
    await page.goto(server.url);
    const left = [...list];
    const one = async (): Promise<void> => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        const { name, plan, mayRing } = next;
        playing.add(name);
        const outcome = await page.evaluate(
          ([who, options, what, ms]) => window.phonePage.follow(who, options, what, ms),
          [
            kind,
            {
              url: `${server.sip}${encodeURIComponent(name)}`,
              user: '101',
              password: 'secret-word',
              iceServers: [],
              limits,
            },
            plan,
            patience,
          ] as const,
        );
        // What was asked of the server on the way out has arrived by then.
        await new Promise((resolve) => setTimeout(resolve, 300));
        const known = peers.get(name) ?? [];
        const ghosts = known.reduce((sum, peer) => sum + (peer.socket.readyState === 1 ? peer.ghosts : 0), 0);
        const registers = known.reduce(
          (sum, peer) => sum + peer.requests.filter(({ start }) => start.startsWith('REGISTER')).length,
          0,
        );
        each.push({
          ...outcome,
          name,
          ghost: (ghosts > 0 && !outcome.stuck) || (mayRing === false && outcome.rang),
          registers,
        });
        playing.delete(name);
      }
    };
    await Promise.all(Array.from({ length: together }, one));
    const count = (): Promise<[number, number]> =>
      page.evaluate(() => [window.phonePage.watch.microphones(), window.phonePage.watch.connections()]);
    let [microphones, connections] = await count();
    for (let wait = 0; wait < 40 && microphones + connections > 0; wait += 1) {
      await page.waitForTimeout(50);
      [microphones, connections] = await count();
    }
    await page.evaluate(() => window.phonePage.stopAll());
    return { each, errors, microphones, connections, said };
  } finally {
    await browser.close();
    await server.stop();
  }
}
