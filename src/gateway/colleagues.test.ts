import { fakeClock } from '../../test/fakes/fake-clock';
import type { CallPicture, ColleagueNews } from '../protocol/agent-socket';
import { colleagues } from './colleagues';

function setUp(...connected: string[]) {
  const clock = fakeClock();
  const there = new Set(connected);
  const told: ColleagueNews[] = [];
  let seq = 0;
  let watched = true;
  const desk = colleagues({
    connected: () => there,
    isWatched: () => watched,
    tell: (news) => told.push(news),
    after: (ms, run) => clock.after(ms, run),
    now: () => clock.now(),
  });
  const call = (state: CallPicture['state'], more: Partial<CallPicture> = {}): CallPicture => ({
    call_id: 'c1',
    state,
    direction: 'inbound',
    phone: '+79991112233',
    line: '+74951234567',
    extensions: ['101'],
    started_at: '2026-01-31T10:00:00.000Z',
    seq: (seq += 1),
    ...more,
  });
  /** The first who watches. */
  const begin = (): void => {
    desk.whole();
    told.length = 0;
  };
  return { clock, there, told, desk, call, begin, watch: (on: boolean) => (watched = on) };
}
const whole = (states: ColleagueNews['states']): ColleagueNews => ({ whole: true, states });
const changes = (states: ColleagueNews['states']): ColleagueNews => ({ whole: false, states });

test('free is whoever has the CRM open and talks to nobody; who has neither is not named', () => {
  const { desk, call } = setUp('101', '102');
  desk.heard(call('active'));
  desk.heard(call('active', { call_id: 'c2', extensions: ['109'] }));
  expect(desk.whole()).toEqual(whole({ '101': 'busy', '102': 'free', '109': 'busy' }));
});

test('a phone that only rings can still take a call; whoever is calling out cannot', () => {
  const { desk, call } = setUp('101', '102');
  desk.heard(call('ringing'));
  desk.heard(call('ringing', { call_id: 'c2', direction: 'outbound', extensions: ['102'] }));
  expect(desk.whole()).toEqual(whole({ '101': 'free', '102': 'busy' }));
});

test('many changes go out as one word, and only what has changed', async () => {
  const { desk, call, told, clock, there, begin } = setUp('101', '102', '103');
  begin();
  desk.heard(call('active'));
  desk.heard(call('ended'));
  desk.heard(call('active', { call_id: 'c2', extensions: ['102'] }));
  there.delete('103');
  desk.changed();
  expect(told).toEqual([]);
  await clock.pass(500);
  expect(told).toEqual([changes({ '102': 'busy', '103': 'offline' })]);
  await clock.pass(60_000);
  expect(told).toHaveLength(1);
});

test('a tab that takes the place of another is no news', async () => {
  const { desk, told, clock, there, begin } = setUp('101');
  begin();
  there.delete('101');
  desk.changed();
  await clock.pass(100);
  there.add('101');
  desk.changed();
  await clock.pass(1000);
  expect(told).toEqual([]);
});

test('whoever begins to watch in between leaves the others with no gap', () => {
  const { desk, call, told, begin } = setUp('101');
  begin();
  desk.heard(call('active'));
  expect(desk.whole()).toEqual(whole({ '101': 'busy' }));
  desk.heard(call('ended'));
  expect(desk.whole()).toEqual(whole({ '101': 'free' }));
  expect(told).toEqual([changes({ '101': 'busy' }), changes({ '101': 'free' })]);
});

test('nobody watches: nothing is reckoned, and the next one hears all', async () => {
  const { desk, call, told, clock, watch } = setUp('101');
  watch(false);
  desk.heard(call('active'));
  await clock.pass(1000);
  expect(told).toEqual([]);
  expect(desk.whole()).toEqual(whole({ '101': 'busy' }));
});

test('an older picture that comes late makes nobody busy again', () => {
  const { desk, call } = setUp('101');
  const active = call('active');
  desk.heard(call('ended'));
  desk.heard(active);
  expect(desk.whole()).toEqual(whole({ '101': 'free' }));
});

test('a talk whose end was never told does not last for ever', async () => {
  const { desk, call, clock } = setUp('101');
  desk.heard(call('active'));
  await clock.pass(12 * 60 * 60_000);
  expect(desk.whole()).toEqual(whole({ '101': 'free' }));
});
