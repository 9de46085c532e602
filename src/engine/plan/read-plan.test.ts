import Ajv from 'ajv';
import schema from './engine-plan.schema.json';
import { assignmentOf } from './assignment-of';
import { readEnginePlan } from './read-plan';

const whole = {
  $schema: './engine-plan.schema.json',
  scripts: {
    routing: {
      file: 'routing.js',
      app: 'prod',
      processes: 2,
      timeoutMs: 1500,
      memoryMb: 64,
      variables: 'kept',
      env: { KEY: 'x' },
      hosts: ['crm.example.com', 'localhost:8081'],
    },
  },
  assignments: [
    {
      name: 'main line',
      line: '+74951234567',
      script: 'routing',
      timeoutMs: 1000,
      timeoutAction: '480 Temporarily Unavailable',
      errorAction: '503 Service Unavailable',
      deadlineMs: 3000,
      retries: 2,
      vars: { schedule: { week: '9-21' } },
    },
    { customer: '42', script: 'routing' },
  ],
  zone: 'UTC',
  httpTimeoutMs: 1000,
  mostProcesses: 8,
  unsure: { missing: 'undefined', fetch: false, nothing: 'error' },
  answers: { 'cxRest.get cli': [] },
};
const least = { scripts: { a: { file: 'a.js' } }, assignments: [{ script: 'a' }] };

const validates = new Ajv({ strict: true }).compile(schema);
const faultsOf = (plan: unknown): readonly string[] => {
  const read = readEnginePlan(plan);
  return 'faults' in read ? read.faults : [];
};
/** The plan with one field replaced, by its path. */
function but(path: string, value: unknown): unknown {
  const plan = structuredClone(whole) as unknown as Record<string, never>;
  const steps = path.split('.');
  const last = steps.pop()!;
  const owner = steps.reduce<Record<string, unknown>>(
    (object, step) => object[step] as Record<string, unknown>,
    plan,
  );
  if (value === undefined) Reflect.deleteProperty(owner, last);
  else owner[last] = value;
  return plan;
}

test('a whole plan and the least one are read, and the schema agrees', () => {
  for (const plan of [whole, least]) {
    expect(faultsOf(plan)).toEqual([]);
    expect(validates(plan)).toBe(true);
  }
});

test('what is left out has the platform’s own defaults', () => {
  const read = readEnginePlan(least);
  expect(read).toMatchObject({
    plan: {
      scripts: { a: { processes: 1, timeoutMs: 2000, memoryMb: 100, variables: 'cleared', hosts: [] } },
      assignments: [
        { name: 'all others', timeoutMs: 2000, retries: 1, deadlineMs: 5000, timeoutAction: { code: 500 } },
      ],
      zone: 'UTC',
    },
  });
});

test.each([
  ['scripts.routing.file', 7, 'scripts.routing.file: must be a text'],
  ['scripts.routing.processes', 0, 'scripts.routing.processes: must be a whole number from 1 to 64'],
  ['scripts.routing.memoryMb', 5, 'scripts.routing.memoryMb: must be a whole number from 10 to 1024'],
  ['scripts.routing.variables', 'lost', 'scripts.routing.variables: must be one of cleared, kept'],
  ['scripts.routing.env', { A: 1 }, 'scripts.routing.env.A: must be a text'],
  [
    'scripts.routing.hosts',
    ['https://x'],
    'scripts.routing.hosts[0]: must be a host, as crm.example.com or localhost:8081',
  ],
  [
    'assignments.0.timeoutAction',
    'Busy',
    'assignments[0].timeoutAction: must be a SIP answer that refuses, as "503 Service Unavailable"',
  ],
  [
    'assignments.0.timeoutAction',
    '200 OK',
    'assignments[0].timeoutAction: must be a SIP answer that refuses, as "503 Service Unavailable"',
  ],
  ['assignments.0.retries', 11, 'assignments[0].retries: must be a whole number from 0 to 10'],
  ['assignments.0.vars', [], 'assignments[0].vars: must be an object'],
  ['unsure.fetch', 'yes', 'unsure.fetch: must be true or false'],
  ['unsure.other', true, 'unsure.other: is not known; there are missing, fetch, nothing'],
  ['assignments', {}, 'assignments: must be a list'],
])('a fault in %s is named, and the schema finds it too', (path, value, message) => {
  expect(faultsOf(but(path, value))).toEqual([message]);
  expect(validates(but(path, value))).toBe(false);
});

test('what a schema cannot know is found as well', () => {
  expect(faultsOf(but('assignments.0.script', 'other'))).toEqual([
    'assignments[0].script: "other" is not among the scripts',
  ]);
  expect(faultsOf(but('assignments.0.timeoutMs', 1501))).toEqual([
    'assignments[0].timeoutMs: must be a whole number from 1 to 1500',
  ]);
  expect(faultsOf(but('assignments.0.vars', { routing: {} }))).toEqual([
    'assignments[0].vars.routing: would hide the call: give it another name',
  ]);
  expect(faultsOf(but('assignments.1', { name: 'main line', script: 'routing' }))).toEqual([
    'assignments[1].name: "main line" is there already',
  ]);
});

test('all faults are told at once', () => {
  expect(faultsOf({ scripts: { a: { file: '', processes: 'x' } }, assignments: [{}] })).toHaveLength(3);
  expect(faultsOf(null)).toContain('the plan: must be an object');
});

test('the line’s assignment goes before the customer’s, before the one for all others', () => {
  const read = readEnginePlan({
    scripts: { a: { file: 'a.js' } },
    assignments: [{ script: 'a' }, { customer: '42', script: 'a' }, { line: '100', script: 'a' }],
  });
  if ('faults' in read) throw new Error(read.faults.join());
  const named = (line?: string, customer?: string) =>
    assignmentOf(read.plan.assignments, line, customer)?.name;
  expect(named('100', '42')).toBe('100');
  expect(named('200', '42')).toBe('42');
  expect(named('200', '43')).toBe('all others');
  expect(assignmentOf([], '100', undefined)).toBeUndefined();
});
