import { parseCall } from '../../src/protocol/parse-call';
import { aCall, gatewayAtWork } from './gateway-at-work';
import type { GatewayAtWork } from './gateway-at-work';

const seed = Number(process.env['SEED'] ?? 20_260_131);
const total = 20_000;
const together = 100;

/** The same numbers for the same seed. */
function chance(from: number) {
  let state = from >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, one: <T>(list: readonly T[]) => list[below(list.length)]! };
}
const { below, one } = chance(seed);

const hostile: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  '',
  ' ',
  'x'.repeat(3_000),
  '<img src=x onerror=alert(1)>',
  '\u202e+7999',
  '🙂'.repeat(20),
  '\ud800',
  'a\u0000b',
  '\u2028',
  '\r\nSet-Cookie: a=b',
  '__proto__',
  'constructor',
  [],
  [[]],
  {},
  { toString: 1 },
  { __proto__: null },
  ['101', null],
  ['101', '101'],
  ['х'.repeat(40)],
  Array(200).fill('101'),
  '2026-02-30T00:00:00Z',
  '2026-01-31T10:00:00+99:00',
  '+275760-09-13T00:00:00.000Z',
  'javascript:alert(1)',
  'https://pbx.example/"><script>',
  '1; DROP TABLE event',
  '%00',
  '${7*7}',
  'NaN',
];
const fields = [
  'id',
  'call_id',
  'type',
  'direction',
  'from',
  'to',
  'extensions',
  'at',
  'duration',
  'disposition',
  'recording_url',
];

let made = 0;
const callIds = Array.from({ length: 60 }, () => aCall().call_id);
function event(): Record<string, unknown> {
  const call = aCall([one(['101', '102', '103'])]);
  const good = one([call.ringing, call.answered, call.ended, call.recorded]) as Record<string, unknown>;
  return { ...good, id: `f-${(made += 1)}`, call_id: one(callIds) };
}
function mutated(): unknown {
  const raw = event();
  const kind = below(10);
  if (kind < 4) return raw;
  if (kind === 9) return one(hostile);
  for (let changes = 1 + below(3); changes > 0; changes -= 1) {
    const field = one(fields);
    if (below(4) === 0) Reflect.deleteProperty(raw, field);
    else raw[field] = one(hostile);
  }
  if (below(5) === 0) raw[`x${below(9)}`] = one(hostile);
  return raw;
}

let gateway: GatewayAtWork;
beforeAll(async () => {
  gateway = await gatewayAtWork();
});
afterAll(() => gateway.stop());

interface Refused {
  faults: { index: number; field: string; code: string; message: string }[];
}

test(`${total} random, mutated and truncated events are each accepted or refused by name (seed ${seed})`, async () => {
  const anna = await gateway.browser('anna');
  const count = { accepted: 0, duplicates: 0, refused: 0, truncated: 0 };

  async function send(events: unknown[]): Promise<void> {
    const response = await gateway.post(events);
    if (response.status === 202) {
      const { accepted, duplicates } = (await response.json()) as { accepted: number; duplicates: number };
      expect(accepted + duplicates).toBe(events.length);
      count.accepted += accepted;
      count.duplicates += duplicates;
      return;
    }
    expect(response.status).toBe(400);
    const { faults } = (await response.json()) as Refused;
    for (const fault of faults) {
      expect(fault).toEqual({
        index: expect.any(Number),
        field: expect.any(String),
        code: expect.stringMatching(/^[a-z_]+$/),
        message: expect.stringMatching(/\S.*\.$/),
      });
    }
    const faulty = new Set(faults.map(({ index }) => index));
    count.refused += faulty.size;
    // The rest of the batch is blameless: alone it is taken.
    const rest = events.filter((_, index) => !faulty.has(index));
    expect(faulty.size).toBeGreaterThan(0);
    if (rest.length > 0) await send(rest);
  }

  for (let sent = 0; sent < total; sent += together) {
    const batch = Array.from({ length: together }, mutated);
    await send(batch);
    const text = JSON.stringify(batch);
    const cut = await gateway.post(text.slice(0, 1 + below(text.length - 1)));
    expect(cut.status).toBe(400);
    count.truncated += 1;
  }
  const last = aCall();
  expect((await gateway.post(last.ringing)).status).toBe(202);
  await anna.sees(last.call_id);

  expect(count.accepted + count.duplicates + count.refused).toBe(total);
  expect(gateway.alive()).toBe(true);
  expect(anna.heard.length).toBeGreaterThan(100);
  for (const heard of anna.heard) {
    const parsed = parseCall(heard);
    expect(parsed).toEqual(heard);
    expect(heard.recording_url ?? 'https://').toMatch(/^https?:\/\//);
    expect(JSON.stringify(heard)).not.toMatch(/\\u0000|\\ud800/);
  }
  console.log(`seed ${seed}: ${JSON.stringify(count)}, ${anna.heard.length} pictures, all well-formed`);
}, 120_000);
