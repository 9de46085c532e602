import type { CallPicture } from '../../protocol/agent-socket';
import { heardWithin, ringWatch } from './ring-watch';
import type { UnheardRing } from './ring-watch';

function bench() {
  const clock = { now: 0 };
  let look: (() => void) | undefined;
  const unheard: UnheardRing[] = [];
  const watch = ringWatch({
    now: () => clock.now,
    every: (_ms, run) => {
      look = run;
      return () => (look = undefined);
    },
    onUnheard: (ring) => unheard.push(ring),
  });
  const pass = (ms: number) => {
    clock.now += ms;
    look?.();
  };
  return { watch, unheard, pass, looks: () => look !== undefined };
}
const call = (call_id: string, more: Partial<CallPicture> = {}): CallPicture => ({
  ...{
    call_id,
    state: 'ringing',
    direction: 'inbound',
    phone: '+79991112233',
    line: '1',
    extensions: ['101'],
  },
  ...{ started_at: '2026-01-31T10:00:00.000Z', seq: 1 },
  ...more,
});

test('a ring that no browser shows within two seconds is told of, once, and nothing is watched afterwards', () => {
  const { watch, unheard, pass, looks } = bench();
  watch.changed(call('c1'));
  pass(heardWithin - 1);
  expect(unheard).toEqual([]);
  watch.changed(call('c1', { extensions: ['101', '102'] }));
  pass(1);
  pass(heardWithin);
  expect(unheard).toEqual([{ call_id: 'c1', extensions: ['101'] }]);
  expect(looks()).toBe(false);
});

test.each([
  ['a browser shows', (watch: ReturnType<typeof ringWatch>) => watch.heard('c1', '101')],
  [
    'somebody answers',
    (watch: ReturnType<typeof ringWatch>) => watch.changed(call('c1', { state: 'active' })),
  ],
  ['has ended', (watch: ReturnType<typeof ringWatch>) => watch.changed(call('c1', { state: 'ended' }))],
])('a ring that %s is nobody’s trouble', (_what, happens) => {
  const { watch, unheard, pass } = bench();
  watch.changed(call('c1'));
  happens(watch);
  pass(heardWithin);
  expect(unheard).toEqual([]);
});

test('whoever is not rung cannot say that a ring is shown', () => {
  const { watch, unheard, pass } = bench();
  watch.changed(call('c1'));
  for (const [id, extension] of [
    ['c1', '102'],
    ['c1', null],
    [{}, '101'],
  ] as const)
    watch.heard(id, extension);
  pass(heardWithin);
  expect(unheard).toHaveLength(1);
});

test('outgoing calls ring for nobody here', () => {
  const { watch, unheard, pass } = bench();
  watch.changed(call('c1', { direction: 'outbound' }));
  watch.changed(call('c2', { extensions: [] }));
  pass(heardWithin);
  expect(unheard).toEqual([]);
});
