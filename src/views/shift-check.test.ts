import { fakeClock } from '../../test/fakes/fake-clock';
import type { PhoneComputer } from '../ports/phone-computer';
import { shiftCheck, type CheckName } from './shift-check';

const device = { all: [], chosen: '' };
const computer = (more: Partial<PhoneComputer> = {}): PhoneComputer => ({
  devices: () => Promise.resolve({ microphone: device, speaker: device, ringer: device }),
  onDevices: () => () => undefined,
  directs: true,
  ringVolume: () => 1,
  play: () => Promise.resolve(true),
  openMicrophone: () => Promise.resolve({ level: () => 0.3, close: () => undefined }),
  notifications: () => 'granted',
  askNotifications: () => Promise.resolve(),
  gatewayAnswers: () => Promise.resolve(true),
  network: () => Promise.resolve(undefined),
  ...more,
});

function checking(more: Partial<PhoneComputer> = {}, locked: 'no' | 'here' | 'other-tab' = 'no') {
  const clock = fakeClock();
  const check = shiftCheck({
    computer: computer(more),
    clock,
    facts: () => ({ line: { tone: 'good', text: 'ready', cure: '' }, locked }),
    onChange: () => undefined,
  });
  check.start();
  return { check, clock, row: (name: CheckName) => check.rows().find((one) => one.name === name)! };
}

test('with all in order only the ear is asked', async () => {
  const { check, clock, row } = checking();
  await clock.pass(1000);
  expect(check.rows().map(({ name, tone }) => [name, tone])).toEqual([
    ['microphone', 'good'],
    ['speaker', 'ask'],
    ['ring', 'good'],
    ['notifications', 'good'],
    ['socket', 'good'],
    ['line', 'good'],
    ['network', 'good'],
  ]);
  check.fix('speaker', 'yes');
  expect(row('speaker').tone).toBe('good');
});

test('each trouble of the microphone has words of its own', async () => {
  for (const trouble of ['forbidden', 'missing', 'in-use'] as const) {
    const { clock, row } = checking({ openMicrophone: () => Promise.resolve(trouble) });
    await clock.pass(100);
    expect(row('microphone')).toMatchObject({ tone: 'bad', key: trouble, fixes: ['retry'] });
  }
});

test('a microphone that hears nothing is told after six seconds, and trusted once it hears', async () => {
  let level = 0;
  const { clock, row } = checking({
    openMicrophone: () => Promise.resolve({ level: () => level, close: () => undefined }),
  });
  await clock.pass(5000);
  expect(row('microphone').tone).toBe('ask');
  await clock.pass(2000);
  expect(row('microphone')).toMatchObject({ tone: 'warn', key: 'quiet' });
  level = 0.5;
  await clock.pass(1000);
  expect(row('microphone').tone).toBe('good');
});

test('sound that the browser keeps off can be turned on by a click, where it is off', async () => {
  const here = checking({ play: () => Promise.resolve(false) }, 'here');
  await here.clock.pass(100);
  expect(here.row('ring')).toMatchObject({ tone: 'bad', fixes: ['unlock'] });
  expect(here.row('speaker')).toMatchObject({ tone: 'bad', key: 'blocked' });
  expect(checking({}, 'other-tab').row('ring')).toMatchObject({ key: 'locked_other', fixes: [] });
  expect(checking({ ringVolume: () => 0 }).row('ring')).toMatchObject({ tone: 'warn', key: 'muted' });
});

test('servers that give no address are named; a relay that answers makes them a warning', async () => {
  const silent = ['stun:stun.example.com'];
  const lone = checking({ network: () => Promise.resolve({ silent, outside: false, relay: false }) });
  await lone.clock.pass(100);
  expect(lone.row('network')).toMatchObject({ tone: 'bad', values: { servers: silent[0] } });
  const relayed = checking({ network: () => Promise.resolve({ silent, outside: false, relay: true }) });
  await relayed.clock.pass(100);
  expect(relayed.row('network').tone).toBe('warn');
});

test('a check that is left closes the microphone, also one that opens late', async () => {
  let open = 0;
  const { check, clock } = checking({
    openMicrophone: async () => {
      await Promise.resolve();
      open += 1;
      return { level: () => 0, close: () => (open -= 1) };
    },
  });
  check.stop();
  await clock.pass(1000);
  expect(open).toBe(0);
});
