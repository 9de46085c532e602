import { fakeClock } from '../../test/fakes/fake-clock';
import { phoneSoundWatch, type SoundState } from './phone-sound-watch';

function aTalk() {
  const clock = fakeClock();
  const start = clock.now();
  const world = { comesIn: true, goesOut: true, quiet: false, online: true };
  const counted = { packetsIn: 0, packetsOut: 0, last: start };
  const states: { state: SoundState; at: number }[] = [];
  const did: { what: 'repair' | 'lost'; at: number }[] = [];
  const doubts: number[] = [];
  const stop = phoneSoundWatch({
    clock,
    sample() {
      const packets = Math.round((clock.now() - counted.last) / 20);
      counted.last = clock.now();
      if (world.comesIn) counted.packetsIn += packets;
      if (world.goesOut) counted.packetsOut += packets;
      const { packetsIn, packetsOut } = counted;
      const at = clock.now();
      return Promise.resolve({
        at,
        packetsIn,
        packetsOut,
        lostIn: 0,
        lossOut: 0,
        jitter: 0,
        roundTrip: 0,
        connected: true,
      });
    },
    isQuiet: () => world.quiet,
    isOnline: () => world.online,
    repair: () => void did.push({ what: 'repair', at: clock.now() - start }),
    onDoubt: () => void doubts.push(clock.now() - start),
    onLost() {
      did.push({ what: 'lost', at: clock.now() - start });
      stop();
    },
    onReport({ state }) {
      if (states[states.length - 1]?.state !== state) states.push({ state, at: clock.now() - start });
    },
  });
  return { clock, world, states, did, doubts };
}

test('sound that stops coming is noticed within 3 s, repaired once, and said if that does not help', async () => {
  const { clock, world, states, did } = aTalk();
  await clock.pass(10_000);
  world.comesIn = false;
  await clock.pass(3000);
  expect(did.map(({ what }) => what)).toEqual(['repair']);
  expect(states.map(({ state }) => state)).toEqual(['both', 'repairing']);
  await clock.pass(6000);
  expect(states[states.length - 1]?.state).toBe('deaf');
  expect(did.length).toBe(1);
});

test('a call that never had a sound is repaired too, within 3 s of its beginning', async () => {
  const { clock, world, did } = aTalk();
  world.comesIn = false;
  await clock.pass(3000);
  expect(did.map(({ what }) => what)).toEqual(['repair']);
});

test('a repair that helps is no longer spoken of, and may be done again much later', async () => {
  const { clock, world, states, did } = aTalk();
  await clock.pass(5000);
  world.comesIn = false;
  await clock.pass(3000);
  world.comesIn = true;
  await clock.pass(25_000);
  expect(states[states.length - 1]?.state).toBe('both');
  world.comesIn = false;
  await clock.pass(3000);
  expect(did.length).toBe(2);
});

test('on hold nothing is missed', async () => {
  const { clock, world, did } = aTalk();
  world.quiet = true;
  world.comesIn = false;
  await clock.pass(60_000);
  expect(did).toEqual([]);
});

test('a talk of which nothing is heard for 15 s is over', async () => {
  const { clock, world, did } = aTalk();
  await clock.pass(5000);
  world.comesIn = world.goesOut = false;
  await clock.pass(16_000);
  expect(did.map(({ what }) => what)).toEqual(['repair', 'lost']);
});

test('while the server is away as well, the talk is given a minute', async () => {
  const { clock, world, did } = aTalk();
  await clock.pass(5000);
  world.comesIn = world.goesOut = world.online = false;
  await clock.pass(50_000);
  expect(did).toEqual([]);
  await clock.pass(12_000);
  expect(did.map(({ what }) => what)).toEqual(['lost']);
});

test('a server that is back after half a minute leaves time to take the talk up again, and no more than 15 s', async () => {
  const { clock, world, did } = aTalk();
  await clock.pass(5000);
  world.comesIn = world.goesOut = world.online = false;
  await clock.pass(30_000);
  world.online = true;
  await clock.pass(14_000);
  expect(did.map(({ what }) => what)).toEqual(['repair']);
  await clock.pass(2000);
  expect(did.map(({ what }) => what)).toEqual(['repair', 'lost']);
});

test('sound that stops makes us look at the server, and sound that is back makes us try it at once', async () => {
  const { clock, world, doubts } = aTalk();
  await clock.pass(5000);
  world.comesIn = world.goesOut = false;
  await clock.pass(3000);
  expect(doubts.length).toBe(1);
  world.online = false;
  await clock.pass(10_000);
  expect(doubts.length).toBe(1);
  world.comesIn = world.goesOut = true;
  await clock.pass(5000);
  expect(doubts.length).toBe(2);
});
