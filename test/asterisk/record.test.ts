import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeClock } from '../../src/gateway/node-clock';
import { startAsterisk as startGatewayPart, type Asterisk } from '../../src/gateway/asterisk/start-asterisk';
import { amiRecorder, type AmiRecorder } from './ami-recorder';
import { startAsterisk, type AsteriskServer } from './asterisk-server';
import { scenarios } from './scenarios';
import { sipPhone, type SipPhone } from './sip-phone';
import type { World } from './steps';

jest.setTimeout(90_000);

const root = process.env['ASTERISK_ROOT'] ?? '/';
if (!existsSync(path.join(root, 'usr/sbin/asterisk')))
  throw new Error(
    `no Asterisk in ${root}: install one, or say by ASTERISK_ROOT in which folder a system with one is`,
  );

let server: AsteriskServer;
let ami: AmiRecorder;
let gateway: Asterisk;
let world: World;
let phones: SipPhone[];
const folder = mkdtempSync(path.join(tmpdir(), 'asterisk-record-'));
const recordings = path.join(__dirname, '../fakes/asterisk');

beforeAll(async () => {
  server = await startAsterisk(root);
  ami = await amiRecorder(server.ami, server.secret);
  gateway = startGatewayPart({
    config: {
      url: server.ami,
      user: 'gateway',
      secret: server.secret,
      phones: 'PJSIP/{extension}',
      context: 'from-internal',
    },
    ...{ folder, clock: nodeClock, warn: console.error, onLost: console.error },
    store: {
      append: (batch) => Promise.resolve({ accepted: batch.length, duplicates: 0 }),
    },
  });
  const agent = (user: string) => sipPhone({ user, password: `change-me-${user}`, server: server.sip });
  const company = { user: '+79991112233', server: server.sip, address: '127.0.0.2', port: server.provider };
  const [anna, boris, client] = await Promise.all([agent('101'), agent('102'), sipPhone(company)]);
  phones = [anna, boris, client];
  world = { anna, boris, client, ami, order: gateway.control };
});
afterAll(async () => {
  await Promise.all(phones.map((phone) => phone.stop()));
  await gateway.stop();
  ami.stop();
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** What is written down is what `recorded-calls.test.ts` states the calls of. */
test.each(Object.entries(scenarios))('%s', async (name, run) => {
  ami.forget();
  await run(world);
  await ami.allOver();
  const major = /\d+/.exec(server.version)?.[0] ?? '';
  const place = path.join(recordings, major);
  mkdirSync(place, { recursive: true });
  const text = `Recorded: ${server.version}\r\n\r\n${ami.text()}`.replaceAll('\r\n', '\n');
  writeFileSync(path.join(place, `${name}.txt`), text);
});
