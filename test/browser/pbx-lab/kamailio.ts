import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BareAccount } from '../bare-phone/bare-account';
import { freePorts } from '../sandbox';
import { accepts, freeUdpPorts, startProcess, type Process } from './process';
import { programAt } from './programs';

const written = path.resolve(__dirname, '../../../docs/kamailio/kamailio.cfg');
const events = path.resolve(written, '../events.cfg');
const soundPorts = 100;

export interface Kamailio {
  /** `ws:` address. */
  readonly url: string;
  /** Where ordinary phones register: host and port. */
  readonly plain: string;
  account(user: string): BareAccount;
  /** Ends it with all its connections, and starts it again at the same address. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Puts what stands for `from` in the configuration in place of it; that it stands there is part of the test. */
function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`docs/kamailio/kamailio.cfg has no "${from}"`);
  return text.replaceAll(from, to);
}

/**
 * The server of docs/kamailio, with nothing but its addresses changed; and, with `away`, the seconds after which a page
 * whose connection has closed counts as gone. With `gateway` it is told of calls; with `secret` pages sign in with
 * short-lived credentials.
 */
export async function startKamailio(
  host = '127.0.0.1',
  url = host,
  away?: number,
  gateway?: { readonly url: string; readonly key: string },
  secret?: string,
): Promise<Kamailio> {
  const web = await freePorts();
  const control = await freeUdpPorts(soundPorts + 2);
  const [plain, first] = [control + 1, control + 2];
  const folder = await mkdtemp(path.join(tmpdir(), 'kamailio-'));
  let text = await readFile(written, 'utf8');
  text = replaced(text, 'udp:127.0.0.1:5060', `udp:${host}:${plain}`);
  text = replaced(text, 'tcp:127.0.0.1:8080', `tcp:${host}:${web}`);
  text = replaced(text, 'udp:127.0.0.1:2223', `udp:127.0.0.1:${control}`);
  if (away !== undefined)
    text = replaced(text, 'gone=>size=8;autoexpire=30;', `gone=>size=8;autoexpire=${away};`);
  if (secret !== undefined) text = replaced(text, 'change-me-secret-of-pages', secret);
  const file = path.join(folder, 'kamailio.cfg');
  await writeFile(file, text);
  if (gateway !== undefined) {
    const told = replaced(await readFile(events, 'utf8'), 'http://127.0.0.1:8081', gateway.url);
    await writeFile(path.join(folder, 'events.cfg'), replaced(told, 'change-me-key-of-the-PBX', gateway.key));
  }
  const sound = await startProcess(
    programAt('rtpengine'),
    [
      ...['--config-file=none', '--foreground', '--log-stderr', '--log-level=6', '--num-threads=2'],
      ...['--table=-1', `--interface=${host}`, `--listen-ng=127.0.0.1:${control}`],
      ...[`--port-min=${first}`, `--port-max=${first + soundPorts - 1}`],
    ],
    (said) => said.includes('Startup complete'),
  );
  const start = (): Promise<Process> =>
    startProcess(
      programAt('kamailio'),
      [
        ...['-DD', '-E', '-m', '32', '-M', '4', '-Y', folder, '-f', file],
        ...(gateway === undefined ? [] : ['-A', 'EVENTS']),
        ...(secret === undefined ? [] : ['-A', 'SHORT_LIVED']),
      ],
      () => accepts(web, host),
    );
  let server = await start();
  return {
    url: `ws://${url}:${web}`,
    plain: `${host}:${plain}`,
    account: (user) => ({
      url: `ws://${url}:${web}`,
      domain: 'pbx.example',
      username: user,
      password: `change-me-${user}`,
      address: user,
    }),
    async restart() {
      await server.stop();
      server = await start();
    },
    async stop() {
      await server.stop();
      await sound.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
