import {
  reported,
  builtScenario,
  emulated,
  eventLines,
  gatewayRules,
  secrets,
  told,
} from '../fakes/voxengine';

const outbound = (calls: object) =>
  emulated(builtScenario('outbound'), {
    secrets: { ...secrets, CALLER_ID: '74951234567' },
    http: gatewayRules({}),
    ...calls,
  });
/** Anna dials a customer from her browser. */
const dials = { from: '101', to: '+7 (999) 111-22-33', hangsUp: null };
const click = { customData: { call_id: 'c-7', agent: '101', phone: '+79991112233' } };

test('an agent’s call reaches the customer from the company’s number, is recorded and told', async () => {
  const run = await outbound({
    inbound: dials,
    parties: { '79991112233': { rings: 1, answers: 8, hangsUp: 30 } },
  });
  expect(run.entries.find(({ kind }) => kind === 'dial')!.text).toBe('pstn 79991112233 as 74951234567');
  expect(told(run, 'act').slice(0, 3)).toEqual([
    '1.0 caller ring',
    '8.0 caller answer',
    '8.0 79991112233 record',
  ]);
  expect(eventLines(run)).toEqual([
    'ringing 101',
    'answered 101',
    'ended 101 answered 30 recording',
    'recorded 101 recording',
  ]);
  expect(reported(run)[0]).toMatchObject({ direction: 'outbound', from: '101', to: '+7 (999) 111-22-33' });
  expect(told(run, 'breach', 'fault')).toEqual([]);
});

test.each([
  ['is busy', { busy: 3 }, '486', 'busy'],
  ['refuses', { rejects: 3 }, '603', 'rejected'],
  ['does not exist', { fails: { after: 3, code: 404 } }, '404', 'failed'],
  ['does not answer', {}, '408', 'no_answer'],
])('a customer who %s: the agent hears it', async (_what, party, code, disposition) => {
  const run = await outbound({ inbound: { ...dials }, parties: { '*': party } });
  expect(told(run, 'act').join()).toContain(`caller reject ${code}`);
  expect(eventLines(run)).toEqual(['ringing 101', `ended 101 ${disposition} 0`]);
});

test('what the network says before the answer reaches the agent’s ear', async () => {
  const run = await outbound({
    inbound: dials,
    parties: { '*': { early: 2, fails: { after: 9, code: 480 } } },
  });
  expect(told(run, 'act')).toContain('2.0 caller startEarlyMedia');
  expect(told(run, 'media')).toHaveLength(1);
});

test('the agent gives up: the customer’s phone stops ringing', async () => {
  const run = await outbound({ inbound: { ...dials, givesUp: 6 }, parties: {} });
  expect(told(run, 'Failed')).toEqual(['6.0 79991112233 Failed']);
  expect(eventLines(run)).toEqual(['ringing 101', 'ended 101 no_answer 0']);
});

test('an internal number rings the colleague', async () => {
  const run = await outbound({
    inbound: { ...dials, to: '102' },
    parties: { '102': { answers: 2, hangsUp: 5 } },
  });
  expect(run.entries.find(({ kind }) => kind === 'dial')!.text).toBe('user 102 as 101');
  expect(eventLines(run)).toContain('answered 101');
});

test('an agent with a user name of their own is known by their extension', async () => {
  const run = await outbound({
    inbound: { ...dials, from: 'anna' },
    secrets: { ...secrets, PHONES: '{"101":["user:anna"]}' },
    parties: {},
  });
  expect(reported(run)[0]).toMatchObject({ from: '101', extensions: ['101'] });
});

test('what is no number is refused at once', async () => {
  const run = await outbound({
    inbound: { ...dials, to: 'hello world' },
    secrets: { ...secrets, BROWSER_PHONES: 'no' },
  });
  expect(told(run, 'act')).toEqual(['0.0 caller reject 404']);
});

describe('a click in the CRM', () => {
  test('rings the agent, then the customer, as one call with the gateway’s own name for it', async () => {
    const run = await outbound({
      ...click,
      parties: { '101': { answers: 4, hangsUp: null }, '79991112233': { answers: 6, hangsUp: 40 } },
    });
    expect(told(run, 'dial', 'Connected')).toEqual([
      '0.0 101 rings',
      '4.0 101 Connected',
      '4.0 79991112233 rings',
      '10.0 79991112233 Connected',
    ]);
    expect(eventLines(run)).toEqual([
      'ringing 101',
      'ringing 101',
      'answered 101',
      'ended 101 answered 40 recording',
      'recorded 101 recording',
    ]);
    expect(new Set(reported(run).map(({ call_id }) => call_id))).toEqual(new Set(['c-7']));
    expect(told(run, 'breach', 'fault')).toEqual([]);
  });

  test('an agent who does not answer: the customer is never called', async () => {
    const run = await outbound({ ...click, parties: {} });
    expect(told(run, 'dial')).toEqual(['0.0 101 rings']);
    expect(eventLines(run)).toEqual(['ringing 101', 'ended 101 failed 0']);
    expect(run.virtualMs).toBeLessThan(31_000);
  });

  test('an agent who hangs up while the customer rings: the customer’s phone stops', async () => {
    const run = await outbound({ ...click, parties: { '101': { answers: 4, hangsUp: 5 } } });
    expect(told(run, 'Failed')).toEqual(['9.0 79991112233 Failed']);
    expect(eventLines(run).at(-1)).toBe('ended 101 no_answer 0');
  });

  test('a busy customer: the agent is let go', async () => {
    const run = await outbound({
      ...click,
      parties: { '101': { answers: 4, hangsUp: null }, '*': { busy: 3 } },
    });
    expect(told(run, 'act')).toContain('7.0 101 hangup');
    expect(eventLines(run).at(-1)).toBe('ended 101 busy 0');
  });
});
