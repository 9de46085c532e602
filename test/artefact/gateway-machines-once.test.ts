import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import { streamText } from '../fakes/asterisk-stream';
import { fakeAsterisk, type FakeAsterisk } from '../fakes/fake-asterisk';
import { callOf, machines, until, type Agent, type Machine } from './machines';
import { hasPostgres, postgresTest } from './postgres';

jest.setTimeout(60_000);

/** What the PBX was told of rings that no browser shows. */
const unheard: { call_id: string; extensions: string[] }[] = [];
const pbxServer = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    unheard.push(JSON.parse(body) as (typeof unheard)[number]);
    response.end();
  });
});
let pbx: FakeAsterisk;
let world: Awaited<ReturnType<typeof machines>>;
let one: Machine;
let other: Machine;
beforeAll(async () => {
  if (!hasPostgres) return;
  await new Promise<void>((resolve) => pbxServer.listen(0, '127.0.0.1', resolve));
  pbx = await fakeAsterisk();
  world = await machines();
  const env = {
    UNHEARD_RING_URL: `http://127.0.0.1:${(pbxServer.address() as AddressInfo).port}/`,
    ...{ ASTERISK_AMI: pbx.url.href, ASTERISK_USER: 'gateway', ASTERISK_SECRET: 'the secret' },
  };
  [one, other] = await Promise.all([world.start(env), world.start(env)]);
});
afterAll(async () => {
  if (!hasPostgres) return;
  await world.stop();
  await pbx.close();
  pbxServer.close();
});

const statesOf = ({ heard }: Agent, id: string): readonly string[] =>
  heard.filter(({ call_id }) => call_id === id).map(({ state }) => state);
const said = async (machine: Machine, method: string, path: string, body: object, key?: string) => {
  const answer = await fetch(`${machine.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key ?? (await machine.session())}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const routed = (machine: Machine, from: string) =>
  said(machine, 'POST', '/v1/route', { call_id: `route ${from}`, from, to: '1' }, 'key of the PBX 0123');

/** What is kept of a call's events, but for their names and times: of an event that counted twice there are two alike. */
async function keptOf(callId: string): Promise<readonly string[]> {
  const database = new Client({ connectionString: world.postgres.address });
  await database.connect();
  const { rows } = await database.query<{ body: string }>('SELECT body FROM event WHERE call_id = $1', [
    callId,
  ]);
  await database.end();
  return rows.map(({ body }) =>
    JSON.stringify({ ...(JSON.parse(body) as object), id: undefined, at: undefined }),
  );
}

postgresTest('what an Asterisk says to all gateways counts once, orders of any of them too', async () => {
  await until(() => pbx.asked('CoreShowChannels').length === 2);
  const [here, there] = [await world.agent(one), await world.agent(other)];
  const answer = (await here.socket.timeout(10_000).emitWithAck('call:originate', {
    phone: '89991112233',
  })) as { ok: boolean; call_id: string };
  expect(answer.ok).toBe(true);
  const own = 'b7b1c0de-0000-4000-8000-000000000001';
  const blocks = streamText('originate').replaceAll(own, answer.call_id).split('\r\n\r\n');
  const talk = blocks.findIndex((block) => block.startsWith('Event: BridgeLeave'));
  pbx.say(`${blocks.slice(0, talk).join('\r\n\r\n')}\r\n\r\n`);
  await until(() => [here, there].every((agent) => statesOf(agent, answer.call_id).includes('active')));
  // Whoever gave the order dies, with its connection; the other hears how the call ends.
  await one.kill();
  pbx.say(blocks.slice(talk).join('\r\n\r\n'));
  await until(() => statesOf(there, answer.call_id).includes('ended'));
  const told = there.heard.filter(({ call_id }) => call_id === answer.call_id);
  expect(new Set(told.map(({ phone }) => phone))).toEqual(new Set(['89991112233']));
  expect(told.filter(({ state }) => state === 'ended')).toHaveLength(1);
  await one.start();
  await until(() => pbx.asked('CoreShowChannels').length === 3);
  // The call that ended meanwhile it tells once more, and nobody hears of it again.
  const next = callOf();
  await one.post([next.ringing, next.ended]);
  await until(() => statesOf(there, next.call_id).includes('ended'));
  expect(there.heard.filter(({ call_id }) => call_id === answer.call_id)).toHaveLength(told.length);
  const kept = await keptOf(answer.call_id);
  expect(new Set(kept).size).toBe(kept.length);
  for (const { socket } of [here, there]) socket.close();
});

postgresTest(
  'a colleague at another gateway is free, busy, free and gone; gone too with that gateway',
  async () => {
    const watcher = await world.agent(one);
    const news: Record<string, string>[] = [];
    const state = (): string | undefined =>
      news.reduce<string | undefined>((last, { 102: now }) => now ?? last, undefined);
    watcher.socket.on('colleagues', ({ states }: { states: Record<string, string> }) => news.push(states));
    watcher.socket.emit('colleagues:watch', true);
    const colleague = await world.agent(other, undefined, 2);
    await until(() => state() === 'free');
    const call = callOf('+79991112233', ['102']);
    await other.post([call.ringing, call.answered]);
    await until(() => state() === 'busy');
    await other.post([call.ended]);
    await until(() => state() === 'free');
    colleague.socket.close();
    await until(() => state() === 'offline');
    const again = await world.agent(other, undefined, 2);
    await until(() => state() === 'free');
    again.socket.io.reconnection(false);
    await other.kill();
    await until(() => state() === 'offline');
    await other.start();
    watcher.socket.close();
  },
);

postgresTest(
  'a plan that is saved at one gateway decides at the other, and of two who save it one is told',
  async () => {
    const from = '+79991112239';
    expect((await routed(other, from)).body['action']).toBe('forward');
    const { version } = (await (
      await fetch(`${one.url}/v1/routing-plan`, {
        headers: { authorization: `Bearer ${await one.session()}` },
      })
    ).json()) as { version: number };
    const save = (machine: Machine, blocked: string[]) =>
      said(machine, 'PUT', '/v1/routing-plan', { plan: { blocked }, version });
    expect((await save(one, [from])).status).toBe(200);
    await until(async () => (await routed(other, from)).body['action'] === 'reject');
    expect((await save(other, [])).status).toBe(409);
    expect((await routed(one, from)).body['action']).toBe('reject');
  },
);

postgresTest('the CRM is asked by all gateways together no more than by one', async () => {
  const before = world.crm.requests();
  // Strangers each: the CRM has to be asked, contacts and companies.
  const ask = (machine: Machine, index: number) => routed(machine, `+7905800${1000 + index}`);
  await Promise.all(Array.from({ length: 12 }, (_, index) => ask(index % 2 === 0 ? one : other, index)));
  await until(() => world.crm.requests() >= before + 24);
  const [first = 0, last = 0] = [world.crm.arrivals[before], world.crm.arrivals[before + 23]];
  // Six a second: the last six of 24 begin three seconds after the first; twice six would be done in one.
  expect(last - first).toBeGreaterThan(2_000);
});

postgresTest(
  'an agent away is rung by amoCRM once; a ring that no browser shows is told to the PBX once',
  async () => {
    const notices = (): number => world.crm.asked.get('POST /api/v2/events') ?? 0;
    const before = notices();
    const agent = await world.agent(other);
    const [shown, nobodys, last] = [
      callOf(),
      callOf('+79991112234', ['102']),
      callOf('+79991112235', ['102']),
    ];
    agent.socket.on('call', ({ call_id, state }: { call_id: string; state: string }) => {
      if (call_id === shown.call_id && state === 'ringing') agent.socket.emit('call:heard', call_id);
    });
    unheard.length = 0;
    await one.post([shown.ringing]);
    await one.post([nobodys.ringing]);
    await until(() => notices() === before + 1);
    await other.post([last.ringing]);
    await until(() => unheard.some(({ call_id }) => call_id === last.call_id));
    await until(() => notices() >= before + 2);
    expect(unheard).toEqual([nobodys, last].map(({ call_id }) => ({ call_id, extensions: ['102'] })));
    expect(notices()).toBe(before + 2);
  },
);
