import { createHmac } from 'node:crypto';
import { crmOfAccount } from './crm-of-accounts';
import { gatewayOfAccounts } from './gateway-of-accounts';
import { callOf, machines, until, type Agent, type Machine } from './machines';
import { hasPostgres, postgresTest } from './postgres';
import { relay } from './relay';

jest.setTimeout(120_000);

let world: Awaited<ReturnType<typeof machines>>;
let one: Machine;
let other: Machine;
beforeAll(async () => {
  if (!hasPostgres) return;
  world = await machines();
  [one, other] = await Promise.all([world.start(), world.start()]);
});
afterAll(async () => {
  if (hasPostgres) await world.stop();
});

const hasEnded = ({ heard }: Agent, id: string): boolean =>
  heard.some(({ call_id, state }) => call_id === id && state === 'ended');
/** How often each call stands in the CRM. */
const noted = (id: string): number =>
  world.crm.ledger.notes.filter(({ params }) => params['uniq'] === id).length;
const isReady = async ({ url }: Machine): Promise<boolean> => (await fetch(`${url}/readyz`)).status === 200;
const posted = ({ url }: Machine, events: readonly object[]): Promise<Response> =>
  fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: { authorization: 'Bearer key of the PBX 0123', 'content-type': 'application/json' },
    body: JSON.stringify(events),
  });
/** How many of them were new. */
const countOf = async (machine: Machine, events: readonly object[]): Promise<number> =>
  ((await (await posted(machine, events)).json()) as { accepted: number }).accepted;

postgresTest('what the PBX tells one gateway an agent at another sees, each change once', async () => {
  const agents = [await world.agent(one), await world.agent(other)];
  const call = callOf();
  // Of two changes that a gateway reads together its browsers are told the later one: each has its own turn here.
  const isTold = (state: string) =>
    until(() => agents.every(({ heard }) => heard.some((picture) => picture.state === state)));
  const comings = agents.map(({ socket }) => {
    let count = 0;
    socket.on('connect', () => (count += 1));
    return () => count;
  });
  await one.post([call.ringing]);
  await isTold('ringing');
  await other.post([call.answered]);
  await isTold('active');
  const taken = await Promise.all([countOf(one, [call.ended]), countOf(other, [call.ended])]);
  expect(taken[0] + taken[1]).toBe(1);
  await isTold('ended');
  for (const [index, { heard, socket }] of agents.entries()) {
    const changes = new Map(heard.map(({ seq, state }) => [seq, state]));
    expect([...changes.values()]).toEqual(['ringing', 'active', 'ended']);
    // Only who lost its connection meanwhile may be told a picture again.
    if (comings[index]?.() === 0) expect(heard).toHaveLength(changes.size);
    socket.close();
  }
  await until(() => noted(call.call_id) === 1);
});

/** Calls that end all the while, told to whichever gateway takes them; what was taken must be kept. */
function shift() {
  const taken: ReturnType<typeof callOf>[] = [];
  let isOver = false;
  const send = async (first: Machine, second: Machine): Promise<void> => {
    while (!isOver) {
      const calls = Array.from({ length: 4 }, () => callOf());
      const events = calls.flatMap((call) => [call.ringing, call.answered, call.ended]);
      for (const machine of [first, second]) {
        const isTaken = await posted(machine, events).then(
          ({ status }) => status === 202,
          () => false,
        );
        if (!isTaken) continue;
        taken.push(...calls);
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const senders = [send(one, other), send(other, one)];
  const more = async (count: number): Promise<void> => {
    const before = taken.length;
    await until(() => taken.length >= before + count);
  };
  return {
    more,
    /** Ends it, and judges what stands. */
    verdict: async () => {
      await more(20);
      isOver = true;
      await Promise.all(senders);
      let lost = 0;
      for (let from = 0; from < taken.length; from += 100)
        lost += await countOf(
          one,
          taken.slice(from, from + 100).flatMap((call) => [call.ringing, call.answered, call.ended]),
        );
      await until(() => taken.every(({ call_id }) => noted(call_id) > 0));
      await until(async () => (await one.journal()).counts.waiting === 0);
      return { taken, lost, doubled: taken.filter(({ call_id }) => noted(call_id) > 1).length };
    },
  };
}

postgresTest(
  'gateways killed, stopped one by one, and their database killed lose and double nothing',
  async () => {
    const { more, verdict } = shift();
    const there = await world.agent(other);
    await more(20);
    await one.kill();
    await more(20);
    await one.start();
    await more(20);
    // A rolling restart.
    expect(await other.asked()).toBe(0);
    await more(20);
    await other.start();
    await more(20);
    expect(await one.asked()).toBe(0);
    await more(20);
    await one.start();
    await world.postgres.kill();
    await until(async () => !(await isReady(one)));
    await world.postgres.start();
    await until(async () => (await isReady(one)) && (await isReady(other)));
    const { taken, lost, doubled } = await verdict();
    await until(() => hasEnded(there, taken[taken.length - 1]!.call_id));
    console.log(
      `${taken.length} calls taken while gateways and database died: ${lost} events lost, ${doubled} calls doubled; ` +
        `${world.crm.requests()} requests to the CRM, at most ${world.crm.peak()} in a second`,
    );
    expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 });
  },
);

postgresTest('a gateway cut off from the database says so, and leaves its work to the others', async () => {
  const way = await relay(Number(new URL(world.postgres.address).port));
  const cut = await world.start({}, world.postgres.address.replace(/:\d+\//, `:${way.port}/`));
  const agent = await world.agent(cut);
  // All others go, so that this one leads.
  await Promise.all([one.asked(), other.asked()]);
  const before = callOf();
  await cut.post([before.ringing, before.ended]);
  await until(() => noted(before.call_id) === 1);
  await Promise.all([one.start(), other.start()]);
  way.freeze();
  const call = callOf();
  const refused = posted(cut, [call.ringing]);
  await until(async () => !(await isReady(cut)));
  expect((await refused).status).toBe(503);
  await one.post([call.ringing, call.answered, call.ended]);
  await until(() => noted(call.call_id) === 1);
  await way.mend();
  await until(async () => isReady(cut));
  await until(() => hasEnded(agent, call.call_id));
  expect([noted(before.call_id), noted(call.call_id)]).toEqual([1, 1]);
  way.close();
});

postgresTest(
  'a gateway that begins before its database waits for it, and takes calls once it is there',
  async () => {
    await world.postgres.kill();
    const late = world.start();
    await until(async () => (await world.readiness()) === 503);
    await world.postgres.start();
    const agent = await world.agent(await late);
    await until(async () => (await isReady(one)) && (await isReady(other)));
    const call = callOf();
    await one.post([call.ringing, call.ended]);
    await until(() => hasEnded(agent, call.call_id));
  },
);

postgresTest(
  'an account installed at one gateway is open at all, keys and renewed tokens too, and gone at all',
  async () => {
    const [amo, kommo] = [await crmOfAccount(28, 'uuid-amo'), await crmOfAccount(29, 'uuid-kommo')];
    const more = { STORE_DATABASE: world.postgres.address.replace(/postgres$/, 'template1') };
    const [first, second] = [
      await gatewayOfAccounts(amo, kommo, more),
      await gatewayOfAccounts(amo, kommo, more),
    ];
    await Promise.all([first.start(), second.start()]);
    try {
      expect((await first.installByWidget(kommo)).status).toBe(200);
      await until(async () => (await second.sessionOf(kommo)).status === 200);
      const [key = ''] = (await second.command('key', 'issue', '29')).split('\n');
      const agent = await second.browser(kommo);
      const call = callOf();
      await until(async () => (await first.post('/v1/events', key, call.ringing)).status === 202);
      await until(() => agent.heard.some(({ call_id }) => call_id === call.call_id));
      // Asked for at the same time everywhere, they are renewed once.
      const renewals = [1, 2, 3].map(() => first.command('tokens', 'renew', '29', '1'));
      for (const said of await Promise.all(renewals)) expect(said).toContain('generation 2');
      expect(kommo.exchanged).toEqual({ good: 2, refused: 0 });
      const left = new Promise((resolve) => agent.socket.once('disconnect', resolve));
      const query = `account_id=29&client_uuid=uuid-kommo&signature=${kommo.signature()}`;
      expect((await fetch(`${first.url}/oauth/uninstall?${query}`)).status).toBe(204);
      await left;
      await until(async () => (await second.post('/v1/events', key, call.ended)).status === 401);
    } finally {
      await Promise.all([first.stop(), second.stop()]);
      amo.close();
      kommo.close();
    }
  },
);

postgresTest('an account that is uninstalled at one gateway loses its browsers at all of them', async () => {
  const agent = await world.agent(other);
  const left = new Promise((resolve) => agent.socket.once('disconnect', resolve));
  const signature = createHmac('sha256', 'the integration secret').update('uuid-1|28').digest('hex');
  const query = `account_id=28&client_uuid=uuid-1&signature=${signature}`;
  expect((await fetch(`${one.url}/oauth/uninstall?${query}`)).status).toBe(204);
  expect(await left).toBe('io server disconnect');
});
