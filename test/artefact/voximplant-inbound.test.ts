import {
  builtScenario,
  emulated,
  eventLines,
  forward,
  gatewayRules,
  secrets,
  told,
} from '../fakes/voxengine';
import type { VoxRun } from '../../src/engine/voxengine/run-voxengine';

const inbound = (calls: object): Promise<VoxRun> => emulated(builtScenario('inbound'), { secrets, ...calls });
const breaches = (run: VoxRun) => told(run, 'breach', 'fault');
const rings = (run: VoxRun) => told(run, 'dial');

test('the manager answers: joined, recorded, told, and the session ends with the talk', async () => {
  const run = await inbound({
    inbound: { hangsUp: null },
    parties: { '101': { answers: 5, hangsUp: 62 } },
    http: gatewayRules(forward('101')),
  });
  expect(eventLines(run)).toEqual([
    'ringing 101',
    'answered 101',
    'ended 101 answered 62 recording',
    'recorded 101 recording',
  ]);
  expect(told(run, 'act', 'media').filter((line) => /answer|record|Media/.test(line))).toEqual([
    '5.1 caller answer',
    '5.1 101 record',
    expect.stringMatching(/^5\.1 {2}sendMediaBetween \[Call .*-1\] \[Call .*-2\]$/),
  ]);
  expect(run.virtualMs).toBeLessThan(68_000);
  expect(breaches(run)).toEqual([]);
});

test('those of one step ring together, the first to answer has the call, the others stop', async () => {
  const run = await inbound({
    parties: { '101': { answers: 9 }, '102': { answers: 4 }, '103': { answers: 5 } },
    http: gatewayRules(forward('101+102+103')),
  });
  expect(rings(run)).toEqual(['0.1 101 rings', '0.1 102 rings', '0.1 103 rings']);
  expect(told(run, 'Failed')).toEqual(['4.1 101 Failed', '4.1 103 Failed']);
  expect(eventLines(run)).toContain('answered 102');
});

test('whoever answers in the moment of another’s answer is let go', async () => {
  const run = await inbound({
    parties: { '101': { answers: 4 }, '102': { answers: 4 } },
    cancelled: 'Disconnected',
    http: gatewayRules(forward('101+102')),
  });
  expect(told(run, 'Connected')).toEqual(['4.1 101 Connected', '4.1 102 Connected', '4.1 caller Connected']);
  expect(told(run, 'act')).toContain('4.1 102 hangup');
  expect(told(run, 'act')).not.toContain('4.1 101 hangup');
  expect(told(run, 'media')).toHaveLength(1);
  expect(eventLines(run)).toContain('answered 101');
});

test('busy, refused or unknown: the next rings at once; silent: when their time is over', async () => {
  const run = await inbound({
    parties: { '101': { busy: 2 }, '102': { rejects: 1 }, '104': { answers: 1 } },
    http: gatewayRules(forward('101, 102, 103/10, 104')),
  });
  expect(rings(run)).toEqual(['0.1 101 rings', '2.1 102 rings', '3.1 103 rings', '13.1 104 rings']);
  expect(eventLines(run).slice(0, 5)).toEqual([
    'ringing 101',
    'ringing 102',
    'ringing 103',
    'ringing 104',
    'answered 104',
  ]);
});

describe('a gateway that', () => {
  const silent = (route: object) => inbound({ parties: {}, http: gatewayRules(route) });

  test('hangs: the default targets after two seconds', async () => {
    expect(rings(await silent({ hangs: true }))).toEqual(['2.0 901 rings', '31.0 902 rings']);
  });
  test.each([
    ['fails', { code: 500 }],
    ['cannot be reached', { code: -4 }],
    ['does not know the key', { code: 401, json: {} }],
    ['answers HTML', { text: '<html>' }],
    ['answers nothing', { text: '' }],
    ['names no targets', { json: { action: 'forward', targets: [] } }],
    ['names targets without numbers', { json: { action: 'forward', targets: [{ extension: 5 }, null] } }],
    ['says something else', { json: { action: 'dance' } }],
    ['sends over 2 MB', { text: 'x'.repeat(2_100_000) }],
  ])('%s: the default targets at once', async (_what, route) => {
    expect(rings(await silent(route))[0]).toBe('0.1 901 rings');
  });
});

test('no gateway, no default: refused, and the log says what is missing', async () => {
  const run = await inbound({ secrets: {}, parties: {} });
  expect(told(run, 'act')).toContain('0.0 caller reject 480');
  expect(told(run, 'log').join()).toMatch(
    /no secret GATEWAY_URL.*no secret PBX_KEY.*no secret DEFAULT_TARGETS/s,
  );
});

test('the policy refuses: so does the scenario, with its code', async () => {
  const run = await inbound({
    parties: {},
    http: gatewayRules({ json: { action: 'reject', code: 603, message: 'Decline' } }),
  });
  expect(told(run, 'act')).toEqual(['0.0 caller ring', '0.1 caller reject 603']);
  expect(eventLines(run)).toEqual(['ended rejected 0']);
});

test('nobody takes it: refused before the host drops the caller', async () => {
  const run = await inbound({ parties: {}, http: gatewayRules(forward('101/30, 102/30, 103/30')) });
  expect(rings(run)).toEqual(['0.1 101 rings', '30.1 102 rings']);
  expect(told(run, 'act')).toContain('58.0 caller reject 480');
  expect(eventLines(run).at(-1)).toBe('ended 101+102 no_answer 0');
});

test('all are busy: so is the company', async () => {
  const run = await inbound({ parties: { '*': { busy: 1 } }, http: gatewayRules(forward('101, 102')) });
  expect(told(run, 'act')).toContain('2.1 caller reject 486');
  expect(eventLines(run).at(-1)).toBe('ended 101+102 busy 0');
});

test('the caller gives up: nobody rings on', async () => {
  const run = await inbound({
    inbound: { givesUp: 7 },
    parties: {},
    http: gatewayRules(forward('101+102, 103')),
  });
  expect(told(run, 'Failed')).toEqual(['7.0 101 Failed', '7.0 102 Failed']);
  expect(rings(run)).toHaveLength(2);
  expect(eventLines(run).at(-1)).toBe('ended 101+102 no_answer 0');
});

test('the caller gives up while the gateway thinks: nobody rings at all', async () => {
  const run = await inbound({
    inbound: { givesUp: 0.5 },
    http: gatewayRules({ ...forward('101'), after: 1 }),
  });
  expect(rings(run)).toEqual([]);
  expect(eventLines(run)).toEqual(['ended no_answer 0']);
});

test('browsers ring by user, desk phones by SIP, outside numbers by the telephone network', async () => {
  const run = await inbound({
    secrets: {
      ...secrets,
      DESK_PHONES: 'sip:{extension}@desk.example;transport=tls',
      PHONES: '{"105":["user:anna","+79990000005"]}',
    },
    parties: {},
    http: gatewayRules(forward('101, 105, +74957654321, *97')),
  });
  const dialled = run.entries.filter(({ kind }) => kind === 'dial').map(({ text }) => text);
  expect(dialled).toEqual([
    'user 101 as 79991112233',
    'sip sip:101@desk.example;transport=tls as 79991112233',
    'user anna as 79991112233',
    'pstn 79990000005 as 79991112233',
    'pstn 74957654321 as 79991112233',
  ]);
  expect(breaches(run)).toEqual([]);
});

test('a target without any phone is passed over without a pause', async () => {
  const run = await inbound({
    secrets: { ...secrets, BROWSER_PHONES: 'no' },
    parties: {},
    http: gatewayRules(forward('101, +74957654321')),
  });
  expect(rings(run)).toEqual(['0.1 74957654321 rings']);
});

test('twenty together: nine at once, as the host allows, the others as places become free', async () => {
  const all = Array.from({ length: 20 }, (_, index) => String(200 + index));
  const run = await inbound({ parties: { '*': { busy: 3 } }, http: gatewayRules(forward(all.join('+'))) });
  expect(rings(run).map((line) => line.split(' ')[0])).toEqual([
    ...Array<string>(9).fill('0.1'),
    ...Array<string>(9).fill('3.1'),
    ...Array<string>(2).fill('6.1'),
  ]);
  expect(breaches(run)).toEqual([]);
});

test('sixty targets one by one: the host’s fifty attempts end it with a refusal, not with a crash', async () => {
  const all = Array.from({ length: 60 }, (_, index) => String(200 + index));
  const run = await inbound({ parties: { '*': { busy: 0.1 } }, http: gatewayRules(forward(all.join(', '))) });
  expect(run.fault).toBeNull();
  expect(told(run, 'act')).toContainEqual(expect.stringMatching(/caller reject 4/));
  expect(eventLines(run).at(-1)).toMatch(/^ended /);
});

test('a gateway that is down for a while misses no event', async () => {
  const run = await inbound({
    parties: { '101': { answers: 5, hangsUp: 10 } },
    http: [
      ...gatewayRules(forward('101'), { code: 503, times: 5 }),
      ...gatewayRules({}, { code: 202, json: {} }),
    ],
  });
  expect(eventLines(run)).toEqual([
    'ringing 101',
    'answered 101',
    'ended 101 answered 10 recording',
    'recorded 101 recording',
  ]);
});

test('a gateway that stays down is told all with the last request that the host allows', async () => {
  const run = await inbound({
    parties: { '101': { answers: 5, hangsUp: 10 } },
    http: [
      ...gatewayRules(forward('101'), { hangs: true, times: 5 }),
      ...gatewayRules({}, { code: 202, json: {} }),
    ],
  });
  expect(told(run, 'session')).toContainEqual(expect.stringMatching(/Terminating$/));
  expect(eventLines(run)).toHaveLength(4);
  expect(breaches(run)).toEqual([]);
});

test('one event that the gateway refuses does not take the others with it', async () => {
  const run = await inbound({
    parties: { '101': { busy: 0.01 }, '102': { busy: 0.01 } },
    http: gatewayRules(forward('101, 102'), { code: 400, json: {}, after: 0.5, times: 2 }).concat(
      gatewayRules({}, { code: 202, json: {} }),
    ),
  });
  expect(eventLines(run)).toEqual(['ringing 102', 'ended 101+102 busy 0']);
});

test('settings that are nonsense ring all the same', async () => {
  const run = await inbound({
    secrets: { ...secrets, PHONES: '{broken' },
    parties: {},
    http: gatewayRules(forward('101')),
  });
  expect(rings(run)).toEqual(['0.1 101 rings']);
  expect(told(run, 'log').join()).toContain('PHONES is no JSON');
});

test('RECORD=no: no recording', async () => {
  const run = await inbound({
    secrets: { ...secrets, RECORD: 'no' },
    parties: { '101': { answers: 1, hangsUp: 10 } },
    http: gatewayRules(forward('101')),
  });
  expect(eventLines(run)).toEqual(['ringing 101', 'answered 101', 'ended 101 answered 10']);
});

test('the key is in no log line', async () => {
  const run = await inbound({ parties: {}, http: gatewayRules({ code: 401 }, { code: 401 }) });
  expect(told(run, 'log').join()).not.toContain(secrets.PBX_KEY);
});
