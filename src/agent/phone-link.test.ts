import { fakeClock } from '../../test/fakes/fake-clock';
import type { PhoneAccount, Registered } from '../ports/phone';
import { phoneLink, type LinkState } from './phone-link';

const account: PhoneAccount = {
  ...{ url: 'wss://pbx.example', uri: 'sip:101@pbx.example' },
  ...{ username: '1800043200:101', password: 'q', iceServers: [] },
};

function aLink(
  script: { connects?: boolean; registers?: () => Registered | Promise<Registered>; alive?: boolean } = {},
) {
  const clock = fakeClock();
  const world = {
    connects: true,
    registers: (): Registered | Promise<Registered> => ({ ok: true, lasts: 300 }),
    alive: true,
    urgent: false,
    ...script,
  };
  const did: { what: string; at: number }[] = [];
  const states: LinkState[] = [];
  const start = clock.now();
  const note = (what: string): void => void did.push({ what, at: clock.now() - start });
  const link = phoneLink({
    clock,
    chance: () => 0.5,
    isUrgent: () => world.urgent,
    onState: (state) => states.push(state),
    wire: {
      connect() {
        note('connect');
        return Promise.resolve(world.connects);
      },
      disconnect: () => note('disconnect'),
      register() {
        note('register');
        return Promise.resolve(world.registers());
      },
      renew: () => note('renew'),
      probe() {
        note('probe');
        return Promise.resolve(world.alive);
      },
    },
  });
  const times = (what: string): number[] => did.filter((one) => one.what === what).map(({ at }) => at);
  return { clock, link, world, states, times };
}

test('registers, and again well before the registration ends', async () => {
  const { clock, link, times } = aLink();
  await clock.pass(0);
  expect(link.state).toBe('ready');
  await clock.pass(290_000);
  expect(times('register')).toEqual([0, 180_000]);
});

test('in the middle of a call a lost server is tried again within two seconds, however long it was away', async () => {
  const { clock, link, world, times } = aLink();
  await clock.pass(0);
  world.urgent = true;
  world.connects = false;
  link.lost();
  await clock.pass(300_000);
  const tries = times('connect');
  expect(Math.max(...tries.slice(1).map((at, index) => at - tries[index]!))).toBeLessThanOrEqual(2000);
});

test('a server that is away for hours is tried again and again, ever more slowly, and found', async () => {
  const { clock, link, world, times } = aLink({ connects: false });
  await clock.pass(2 * 3600_000);
  const tries = times('connect');
  expect(tries.length).toBeGreaterThan(200);
  expect(tries[1]).toBeLessThan(100);
  expect(tries[tries.length - 1]! - tries[tries.length - 2]!).toBeLessThanOrEqual(30_000);
  world.connects = true;
  await clock.pass(31_000);
  expect(link.state).toBe('ready');
});

test('a socket lost after quiet service is replaced at once', async () => {
  const { clock, link, states, times } = aLink();
  await clock.pass(60_000);
  link.lost();
  await clock.pass(100);
  expect(states.slice(-2)).toEqual(['lost', 'ready']);
  expect(times('connect').length).toBe(2);
});

test('a server that closes every socket is not stormed', async () => {
  const { clock, link, times } = aLink();
  for (let second = 0; second < 60; second += 1) {
    if (link.state === 'ready') link.lost();
    await clock.pass(1000);
  }
  expect(times('connect').length).toBeLessThan(12);
});

test('the browser back online ends the pause', async () => {
  const { clock, link, world } = aLink({ connects: false });
  await clock.pass(600_000);
  world.connects = true;
  link.hurry();
  await clock.pass(0);
  expect(link.state).toBe('ready');
});

test('a socket that looks open and answers nothing is found out and replaced', async () => {
  const { clock, link, world, states, times } = aLink();
  await clock.pass(1000);
  world.alive = false;
  await clock.pass(20_000);
  expect(states).toContain('lost');
  expect(times('connect').length).toBe(2);
  world.alive = true;
  await clock.pass(60_000);
  expect(link.state).toBe('ready');
  expect(times('connect').length).toBe(2);
});

test('coming back to the tab proves the socket at once', async () => {
  const { clock, link, times } = aLink();
  await clock.pass(1000);
  link.hurry();
  expect(times('probe')).toEqual([1000]);
});

test.each<[Registered, LinkState, number]>([
  [{ ok: false, why: 'refused' }, 'refused', 60_000],
  [{ ok: false, why: 'storm' }, 'storm', 120_000],
  [{ ok: false, why: 'unreachable', retryAfter: 40 }, 'lost', 40_000],
])('after %j it says %s and rests for %d ms', async (outcome, state, rest) => {
  const { clock, link, times } = aLink({ registers: () => outcome });
  await clock.pass(rest - 1);
  expect(link.state).toBe(state);
  expect(times('register')).toEqual([0]);
  await clock.pass(rest / 2);
  expect(times('register').length).toBe(2);
});

test('new credentials are tried at once where the old ones were refused, and nowhere else', async () => {
  const { clock, link, world, times } = aLink({ registers: () => ({ ok: false, why: 'refused' }) });
  await clock.pass(1000);
  expect(link.state).toBe('refused');
  world.registers = () => ({ ok: true, lasts: 300 });
  link.renew(account);
  await clock.pass(0);
  expect([link.state, times('register'), times('renew')]).toEqual(['ready', [0, 1000], [1000]]);
  link.renew(account);
  await clock.pass(1000);
  expect([times('register').length, times('connect').length]).toEqual([2, 2]);
});

test('a refusal that comes after the credentials were replaced costs no minute', async () => {
  let tell: (outcome: Registered) => void = () => undefined;
  const { clock, link, times } = aLink({ registers: () => new Promise((resolve) => (tell = resolve)) });
  await clock.pass(500);
  link.renew(account);
  tell({ ok: false, why: 'refused' });
  await clock.pass(1000);
  expect(times('register').length).toBe(2);
  tell({ ok: false, why: 'refused' });
  await clock.pass(1000);
  expect(link.state).toBe('refused');
});

test('nothing is tried after the end', async () => {
  const { clock, link, times } = aLink({ connects: false });
  await clock.pass(1000);
  link.stop();
  const before = times('connect').length;
  link.hurry();
  link.lost();
  await clock.pass(3600_000);
  expect(times('connect').length).toBe(before);
});
