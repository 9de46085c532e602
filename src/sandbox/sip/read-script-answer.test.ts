import { readScriptAnswer } from './read-script-answer';

const company = '+74951234567';
const row = (headers: Record<string, string> = {}, ...extensions: string[]) => ({
  gw: Object.fromEntries((extensions.length > 0 ? extensions : ['101', '102']).map((one) => [one, {}])),
  headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
});
const returned = (routing: unknown, beside: object = {}) => ({
  action: 'return',
  data: { routing, ...beside },
});
const read = (answer: unknown) => readScriptAnswer(answer, company);

test('the targets of a call come from its headers, step by step, with the reason of each', () => {
  const why = encodeURIComponent('lead:Окна, двери');
  const headers = { 'X-Route-To': '103;20,101+102;15', 'x-route-why': `${why},everybody/group` };
  const plan = {
    steps: [
      { numbers: ['103'], rings: 20_000, why: 'lead:Окна, двери' },
      { numbers: ['101', '102'], rings: 15_000, why: 'everybody/group' },
    ],
  };
  expect(read(returned({ egress_routing: [row(headers)] }))).toEqual(plan);
  expect(read(returned({}, row(headers)))).toEqual(plan);
});

test.each([
  ['+79990000000;30', ['+79990000000']],
  ['101++79990000000;30', ['101', '+79990000000']],
  ['+79990000000+101;30', ['+79990000000', '101']],
])('a number outside keeps its country: %s', (to, numbers) => {
  expect(read(returned({ egress_routing: [row({ 'X-Route-To': to })] }))).toEqual({
    steps: [{ numbers, rings: 30_000 }],
  });
});

test('without headers the rows that a script has left ring, one after another, all gateways of a row together', () => {
  const rows = [row({}, '102'), row({}, '101', '103'), { gw: {} }, null];
  expect(read(returned({ dest_number: company, egress_routing: rows }))).toEqual({
    steps: [
      { numbers: ['102'], rings: 30_000 },
      { numbers: ['101', '103'], rings: 30_000 },
    ],
  });
  expect(read(returned({ egress_routing: [] }))).toEqual({ status: 503, reason: 'No Routes Available' });
});

test('a script that dials another number has it rung', () => {
  const routing = { dest_number: '8 (999) 000-00-00', egress_routing: [row()] };
  expect(read(returned(routing))).toEqual({ steps: [{ numbers: ['+79990000000'], rings: 60_000 }] });
});

test('a refusal, the script’s own or the timeout action, is what the caller hears', () => {
  expect(read({ action: 'reject', code: 603, message: 'Blocked', reason: 'script' })).toEqual({
    status: 603,
    reason: 'Blocked',
  });
});

test.each([
  null,
  'text',
  {},
  { action: 'reject', code: 200, message: 'OK' },
  { action: 'reject' },
  returned(undefined),
  returned({ egress_routing: 'none' }),
  { action: 'return', data: 7 },
])('%j names nobody: the default rings', (answer) => {
  expect(read(answer)).toBeUndefined();
});

test('headers that nobody can read leave the rows', () => {
  const rows = [row({ 'X-Route-To': 'soon;later', 'X-Route-Why': '%' }, '104')];
  expect(read(returned({ egress_routing: rows }))).toEqual({ steps: [{ numbers: ['104'], rings: 30_000 }] });
});
