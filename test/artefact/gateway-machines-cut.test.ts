import { callOf, machines, until, type Agent, type Machine } from './machines';
import { hasPostgres, postgresTest } from './postgres';
import { relay, type Relay } from './relay';

jest.setTimeout(120_000);

let world: Awaited<ReturnType<typeof machines>>;
let way: Relay;
/** Over the way that is disturbed, and with one of its own. */
let cutOff: Machine;
let whole: Machine;
beforeAll(async () => {
  if (!hasPostgres) return;
  world = await machines();
  way = await relay(Number(new URL(world.postgres.address).port));
  [cutOff, whole] = await Promise.all([
    world.start({}, world.postgres.address.replace(/:\d+\//, `:${way.port}/`)),
    world.start(),
  ]);
});
afterAll(async () => {
  if (!hasPostgres) return;
  await world.stop();
  way.close();
});

type Call = ReturnType<typeof callOf>;
const eventsOf = (calls: readonly Call[]) =>
  calls.flatMap(({ ringing, answered, ended }) => [ringing, answered, ended]);
const posted = ({ url }: Machine, events: readonly object[]): Promise<Response> =>
  fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: { authorization: 'Bearer key of the PBX 0123', 'content-type': 'application/json' },
    body: JSON.stringify(events),
  });
const counts = async (answer: Response) => (await answer.json()) as { accepted: number; duplicates: number };
const readiness = async ({ url }: Machine): Promise<number> => (await fetch(`${url}/readyz`)).status;
const noted = (id: string): number =>
  world.crm.ledger.notes.filter(({ params }) => params['uniq'] === id).length;

const hasEnded = ({ heard }: Agent, id: string): boolean =>
  heard.some(({ call_id, state }) => call_id === id && state === 'ended');
const order = ['ringing', 'active', 'ended'];
/** Faults of what one browser was told, wherever it was; what it is told twice after it came again is one picture. */
function faults(calls: readonly Call[], ...heard: readonly Agent['heard'][]): readonly string[] {
  return calls.flatMap(({ call_id }) => {
    const told = heard.flat().filter((picture) => picture.call_id === call_id);
    const ends = new Set(told.filter(({ state }) => state === 'ended').map(({ seq }) => seq)).size;
    const isInOrder = heard.every((list) => {
      const steps = list
        .filter((picture) => picture.call_id === call_id)
        .map(({ state }) => order.indexOf(state));
      return steps.every((step, index) => step >= (steps[index - 1] ?? 0));
    });
    return [
      ...(ends === 1 ? [] : [`${call_id} ended ${ends} times`]),
      ...(isInOrder ? [] : [`${call_id} is out of order`]),
    ];
  });
}

/** Calls that end all the while, told to the one that may be cut off first, as a PBX does, then to the other. */
function shift() {
  const taken: Call[] = [];
  const refusals: { status: number; wait: string | null }[] = [];
  let isOver = false;
  let first = cutOff;
  const send = async (): Promise<void> => {
    while (!isOver) {
      const call = callOf();
      const answer = await posted(first, eventsOf([call]));
      if (answer.status !== 202) {
        refusals.push({ status: answer.status, wait: answer.headers.get('retry-after') });
        first = whole;
        expect((await posted(whole, eventsOf([call]))).status).toBe(202);
      }
      taken.push(call);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const sending = send();
  return {
    taken,
    refusals,
    more: async (count: number): Promise<void> => {
      const before = taken.length;
      await until(() => taken.length >= before + count);
    },
    /** The proxy finds all of them ready again. */
    again: () => void (first = cutOff),
    end: async (): Promise<void> => {
      isOver = true;
      await sending;
    },
  };
}

const cuts: readonly (readonly [string, () => void])[] = [
  ['is reset and refused', () => way.cut()],
  ['loses the database’s answers', () => way.freeze('answers')],
];
for (const [what, disturb] of cuts)
  postgresTest(`a gateway whose way to the database ${what} sends PBX and browsers to another`, async () => {
    const at = await world.agent(cutOff);
    const left = new Promise((resolve) => at.socket.once('disconnect', resolve));
    const { taken, refusals, more, again, end } = shift();
    await more(5);
    let isMended = false;
    let cameBackEarly = false;
    disturb();
    // A browser that is told so comes again by itself, here or, where the proxy finds this one not ready, at another.
    expect(await left).toBe('transport close');
    at.socket.on('connect', () => (cameBackEarly ||= !isMended));
    expect(await readiness(cutOff)).toBe(503);
    const heardThere = [...at.heard];
    const elsewhere = await world.agent(whole, at.heard.at(-1)?.seq);
    await more(2);
    await until(() => hasEnded(elsewhere, taken.at(-1)!.call_id));
    isMended = true;
    await way.mend();
    await until(async () => (await readiness(cutOff)) === 200);
    again();
    await more(5);
    await end();
    await until(() => [at, elsewhere].every((agent) => hasEnded(agent, taken.at(-1)!.call_id)));
    expect(faults(taken, heardThere, elsewhere.heard)).toEqual([]);
    expect(faults(taken, at.heard)).toEqual([]);
    expect(cameBackEarly).toBe(false);
    // Refused as a PBX understands it; nothing of it was lost, nor is it doubled when it comes again.
    expect(refusals.length).toBeGreaterThan(0);
    for (const { status, wait } of refusals) expect([status, Number(wait) > 0]).toEqual([503, true]);
    const repeated = eventsOf(taken);
    expect(await counts(await posted(cutOff, repeated))).toEqual({
      accepted: 0,
      duplicates: repeated.length,
    });
    await until(() => taken.every(({ call_id }) => noted(call_id) > 0));
    expect(taken.filter(({ call_id }) => noted(call_id) !== 1)).toEqual([]);
    for (const { socket } of [at, elsewhere]) socket.close();
  });

postgresTest('an event whose COMMIT the gateway never hears of counts once when it comes again', async () => {
  const [here, there] = [await world.agent(cutOff), await world.agent(whole)];
  const call = callOf();
  const lost = way.loseCommitOf(call.call_id);
  const answer = posted(cutOff, [call.ringing]);
  await lost;
  expect((await answer).status).toBe(503);
  expect(await counts(await posted(whole, [call.ringing]))).toEqual({ accepted: 0, duplicates: 1 });
  await until(async () => (await readiness(cutOff)) === 200);
  expect(await counts(await posted(cutOff, [call.ringing]))).toEqual({ accepted: 0, duplicates: 1 });
  await whole.post([call.ended]);
  await until(() => [here, there].every((agent) => hasEnded(agent, call.call_id)));
  for (const agent of [here, there]) {
    expect(faults([call], agent.heard)).toEqual([]);
    expect(new Set(agent.heard.map(({ seq }) => seq)).size).toBe(2);
    agent.socket.close();
  }
});

postgresTest('a gateway that hears no other’s notices tells its browsers all the same', async () => {
  const here = await world.agent(cutOff);
  way.freeze('notices');
  const calls = Array.from({ length: 3 }, () => callOf());
  for (const call of calls) {
    await whole.post([call.ringing]);
    await until(() => here.heard.some(({ call_id }) => call_id === call.call_id));
    await whole.post([call.answered]);
    await whole.post([call.ended]);
  }
  await until(() => calls.every(({ call_id }) => hasEnded(here, call_id)));
  expect(await readiness(cutOff)).toBe(200);
  expect(faults(calls, here.heard)).toEqual([]);
  await way.mend();
  here.socket.close();
});
