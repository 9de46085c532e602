import Ajv from 'ajv';
import fc from 'fast-check';
import { emptyPlan, strategies, weekdays } from './plan';
import { readPlan } from './read-plan';
import schema from './routing-plan.schema.json';

const validates = new Ajv({ allowUnionTypes: true }).compile(schema);
const faultsOf = (raw: unknown) => {
  const read = readPlan(raw, (zone) => zone !== 'Mars/Olympus');
  return 'faults' in read ? read.faults : [];
};

/** Right and wrong values of every kind; what only the reader can know is tried below. */
const junk = fc.constantFrom<unknown>(null, true, 0, '', ' ', 'x', [], {}, [null], 7.5);
const or = (right: readonly unknown[], wrong: readonly unknown[] = []) =>
  fc.oneof(
    { weight: 60, arbitrary: fc.constantFrom(...right) },
    { weight: 1, arbitrary: wrong.length === 0 ? junk : fc.constantFrom(...wrong) },
    { weight: 1, arbitrary: junk },
  );
const text = or(['a', '+7900*']);
const zone = or(['Europe/Moscow', '+03:00', '-09:30']);
const code = or([400, 480, 699], [399, 700, '480']);
const spans = or(
  [['09:00-18:00'], ['00:00-24:00', '20:00-36:00'], []],
  [['9-18'], ['25:00-26:00'], ['09:60-10:00'], ['20:00-36:01']],
);
const fields = (of: Record<string, fc.Arbitrary<unknown>>) =>
  fc.oneof(
    { weight: 60, arbitrary: fc.record(of, { requiredKeys: [] }) },
    { weight: 1, arbitrary: fc.record({ ...of, other: junk }, { requiredKeys: [] }) },
    { weight: 1, arbitrary: junk },
  );
const keys = (...names: string[]) => fc.constantFrom(...names);
const week = fields(Object.fromEntries(weekdays.map((day) => [day, spans])));
const resort = fields({ ring: text, code, message: text });
const agent = fields({
  hours: week,
  zone,
  days_off: or([['2026-12-31']], [['2026-13-01'], ['31.12.2026'], [20261231]]),
  deputy: or([504141, Number.MAX_SAFE_INTEGER], [-1, '7', Number.MAX_SAFE_INTEGER + 1]),
});
const group = fields({ members: or([[504141], []], [[0], ['7']]), strategy: or(strategies, ['random']) });
const line = fields({ responsible_first: or([true, false]), hours: week, closed: resort });
const plan = fields({
  $schema: fc.constant('routing-plan.schema.json'),
  zone,
  ring: or([5, 20, 120], [4, 121, '20']),
  total: or([5, 600], [4, 601]),
  online_only: or([true, false]),
  blocked: or([['+7900*'], []], [[''], [7]]),
  blocked_answer: fields({ code, message: text }),
  hours: week,
  closed: resort,
  agents: fc.oneof(
    { weight: 60, arbitrary: fc.dictionary(keys('1', '504141'), agent) },
    { weight: 1, arbitrary: fc.dictionary(keys('0', 'anna'), agent) },
    { weight: 1, arbitrary: junk },
  ),
  groups: fc.oneof(
    { weight: 60, arbitrary: fc.dictionary(keys('sales', 'service'), group) },
    { weight: 1, arbitrary: junk },
  ),
  lines: fc.oneof(
    { weight: 60, arbitrary: fc.dictionary(keys('+74951234567'), line) },
    { weight: 1, arbitrary: junk },
  ),
  last: resort,
});

test('an editor that knows the schema refuses what the gateway refuses, and takes what it takes', () => {
  let good = 0;
  fc.assert(
    fc.property(plan, (raw) => {
      const faults = faultsOf(raw);
      if (faults.length === 0) good += 1;
      expect({ raw, faults, isValid: validates(raw) }).toMatchObject({ isValid: faults.length === 0 });
    }),
    { numRuns: 3000, seed: 6 },
  );
  // Else the comparison would prove nothing.
  expect(good).toBeGreaterThan(300);
  expect(good).toBeLessThan(2700);
});

test('both know the same fields', () => {
  const known = (raw: unknown, path: string): unknown =>
    faultsOf(raw).find((fault) => fault.path === path)?.values['known'];
  const named = ({ properties }: { readonly properties: object }): string =>
    Object.keys(properties)
      .filter((name) => name !== '$schema')
      .join(', ');
  const { agent: person, group: team, line: number, week: days, resort: end } = schema.definitions;
  expect(known({ x: 1 }, 'x')).toBe(named(schema));
  expect(known({ blocked_answer: { x: 1 } }, 'blocked_answer.x')).toBe(
    named(schema.properties.blocked_answer),
  );
  expect(known({ agents: { 1: { x: 1 } } }, 'agents.1.x')).toBe(named(person));
  expect(known({ groups: { a: { x: 1 } } }, 'groups.a.x')).toBe(named(team));
  expect(known({ lines: { a: { x: 1 } } }, 'lines.a.x')).toBe(named(number));
  expect(known({ hours: { x: 1 } }, 'hours.x')).toBe(named(days));
  expect(known({ last: { x: 1 } }, 'last.x')).toBe(named(end));
});

test('what the schema says of fields that are left out is so', () => {
  const { zone: there, ring, total, online_only: online, blocked_answer: answer } = schema.properties;
  expect([there.default, ring.default, total.default, online.default]).toEqual([
    emptyPlan.zone,
    emptyPlan.ring,
    emptyPlan.total,
    emptyPlan.onlineOnly,
  ]);
  const { code: refusal, message } = answer.properties;
  expect({ code: refusal.default, message: message.default }).toEqual(emptyPlan.blockedAnswer);
});

test.each([
  ['a zone that is none', { zone: 'Mars/Olympus' }],
  ['hours that end before they begin', { hours: { mon: ['18:00-09:00'] } }],
  ['a group that is not there', { default_group: 'ghosts' }],
])('%s is found by the gateway alone', (_what, raw) => {
  expect(faultsOf(raw)).toHaveLength(1);
  expect(validates(raw)).toBe(true);
});
