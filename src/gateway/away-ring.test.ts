import { fakeClock } from '../../test/fakes/fake-clock';
import type { CallState } from '../domain/call';
import { awayRing } from './away-ring';

const ids: Record<string, number[]> = { '101': [1], '102': [2], '103': [3, 4], '104': [] };
const second = 1000;

/** A gateway that has been running for a minute; `open`: extensions with a browser. */
async function bench(...open: string[]) {
  const clock = fakeClock();
  const connected = new Set(open);
  const left = new Map<string, number>();
  const shown: [string, ...number[]][] = [];
  const state: { next: ('shown' | 'busy' | Error)[]; warnings: string[]; lookup: Promise<void> } = {
    next: [],
    warnings: [],
    lookup: Promise.resolve(),
  };
  const ring = awayRing({
    clock,
    seen: (extension) => (connected.has(extension) ? clock.now() : left.get(extension)),
    usersOf: async (extensions) => {
      await state.lookup;
      return extensions.flatMap((extension) => ids[extension] ?? []);
    },
    notify: (phone, users) => {
      const answer = state.next.shift() ?? 'shown';
      if (answer === 'shown') shown.push([phone, ...users]);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    warn: (_error, message) => state.warnings.push(message),
  });
  await clock.pass(60 * second);
  const close = (extension: string) => {
    connected.delete(extension);
    left.set(extension, clock.now());
  };
  const heard = (callState: CallState['state'], extensions: string[], more: Partial<CallState> = {}) =>
    ring.heard({
      call_id: 'c-1',
      state: callState,
      direction: 'inbound',
      phone: '+79991112233',
      line: '',
      extensions,
      started_at: '2026-01-31T10:00:00.000Z',
      ...more,
    });
  return { clock, connected, close, heard, shown, state, ring };
}

test('an agent without a browser is rung through the CRM after a moment, once', async () => {
  const { clock, heard, shown } = await bench();
  heard('ringing', ['101']);
  await clock.pass(1499);
  expect(shown).toEqual([]);
  await clock.pass(1);
  expect(shown).toEqual([['+79991112233', 1]]);
  heard('ringing', ['101']);
  await clock.pass(60 * second);
  expect(shown).toHaveLength(1);
});

test('of several agents only those are rung who have no browser, together', async () => {
  const { clock, heard, shown } = await bench('101');
  heard('ringing', ['101', '102', '103', '104']);
  await clock.pass(60 * second);
  expect(shown).toEqual([['+79991112233', 2, 3, 4]]);
});

test('a page that is being reloaded is no absence', async () => {
  const { clock, heard, shown, close, connected } = await bench('101');
  close('101');
  heard('ringing', ['101']);
  await clock.pass(4 * second);
  connected.add('101');
  await clock.pass(30 * second);
  expect(shown).toEqual([]);
});

test('a browser closed while it rings, and not opened again, is one', async () => {
  const { clock, heard, shown, close } = await bench('101');
  heard('ringing', ['101']);
  await clock.pass(3 * second);
  close('101');
  await clock.pass(6 * second);
  expect(shown).toEqual([['+79991112233', 1]]);
});

test('right after the gateway’s own start nobody counts as away yet', async () => {
  const clock = fakeClock();
  const shown: number[] = [];
  const ring = awayRing({
    clock,
    seen: () => undefined,
    usersOf: async () => Promise.resolve([1]),
    notify: async (_phone, users) => {
      shown.push(...users);
      return Promise.resolve('shown');
    },
    warn: () => undefined,
  });
  ring.heard({
    call_id: 'c-1',
    state: 'ringing',
    direction: 'inbound',
    phone: '+79991112233',
    line: '',
    extensions: ['101'],
    started_at: '',
  });
  await clock.pass(4999);
  expect(shown).toEqual([]);
  await clock.pass(1);
  expect(shown).toEqual([1]);
});

test('a call answered or ended in the first moments rings nowhere', async () => {
  for (const state of ['active', 'ended'] as const) {
    const { clock, heard, shown } = await bench();
    heard('ringing', ['101']);
    await clock.pass(second);
    heard(state, ['102']);
    await clock.pass(60 * second);
    expect(shown).toEqual([]);
  }
});

test('nor does one that is answered while the users are looked up', async () => {
  const { clock, heard, shown, state } = await bench();
  let found = (): void => undefined;
  state.lookup = new Promise((resolve) => (found = resolve));
  heard('ringing', ['101']);
  await clock.pass(2 * second);
  heard('active', ['102']);
  found();
  await clock.pass(second);
  expect(shown).toEqual([]);
});

test('a queue’s next agent is rung when it is their turn, the first one not again', async () => {
  const { clock, heard, shown } = await bench();
  heard('ringing', ['101']);
  await clock.pass(10 * second);
  heard('ringing', ['101', '102']);
  await clock.pass(10 * second);
  expect(shown).toEqual([
    ['+79991112233', 1],
    ['+79991112233', 2],
  ]);
});

test.each([
  ['a call that goes out', { direction: 'outbound' as const }],
  ['a colleague', { phone: '103' }],
  ['a hidden number', { phone: '' }],
])('%s rings nobody', async (_what, more) => {
  const { clock, heard, shown } = await bench();
  heard('ringing', ['101'], more);
  await clock.pass(60 * second);
  expect(shown).toEqual([]);
});

test('a CRM that is busy is asked again while it rings; one that fails is not, and the log says so', async () => {
  const busy = await bench();
  busy.state.next = ['busy', 'busy'];
  busy.heard('ringing', ['101']);
  await busy.clock.pass(10 * second);
  expect(busy.shown).toEqual([['+79991112233', 1]]);
  const failing = await bench();
  failing.state.next = [new Error('reset')];
  failing.heard('ringing', ['101']);
  await failing.clock.pass(60 * second);
  expect(failing.shown).toEqual([]);
  expect(failing.state.warnings).toEqual(['agents without a browser were not told of a call']);
});

test('a call that the PBX never ends is not looked after for ever', async () => {
  const { clock, heard, shown, close } = await bench('101');
  heard('ringing', ['101']);
  await clock.pass(6 * 60 * second);
  close('101');
  await clock.pass(60 * second);
  expect(shown).toEqual([]);
});
