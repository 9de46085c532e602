import { fakeClock, settle } from '../../test/fakes/fake-clock';
import { anna, fakeCrm } from '../../test/fakes/fake-crm';
import { aCall, answered, aSession, ended, fakePbx } from '../../test/fakes/fake-pbx';
import { fakeMemory, fakeTabs } from '../../test/fakes/fake-tabs';
import type { Call } from '../domain/call';
import type { Caller } from '../domain/caller';
import { callerLookup } from './caller-lookup';
import { shownCalls, type Desk, type DeskCommand } from './desk';
import { leadDesk } from './lead-desk';
import type { LeadPhone } from './lead-phone';
import type { PhoneAnswer } from './phone-desk';

const noPhone: LeadPhone = {
  session: () => undefined,
  run: () => Promise.resolve({ ok: false, why: 'no-phone' }),
  stop: () => undefined,
};

function setUp(before?: Desk, memory = fakeMemory(), people = [anna]) {
  const [crm, clock, pbx, tabs] = [
    fakeCrm(people),
    fakeClock(),
    fakePbx(),
    fakeTabs<Desk, DeskCommand, PhoneAnswer>(),
  ];
  const attended = new Map<string, Caller['state']>();
  const attention = {
    show: (call: Call, caller: Caller) => void attended.set(call.call_id, caller.state),
    clear: (callId: string) => void attended.delete(callId),
  };
  const lookup = callerLookup({ crm, clock, deadline: 1500 });
  const unexpected: unknown[] = [];
  const heard: Desk[] = [];
  const parts = {
    pbx,
    crm,
    clock,
    memory,
    attention,
    tabs,
    lookup,
    phone: () => noPhone,
    onDesk: (desk: Desk) => void heard.push(desk),
    onUnexpected: (error: unknown) => unexpected.push(error),
  };
  const stop = leadDesk(parts, before);
  const cards = (): string[] =>
    shownCalls(tabs.last()!, clock.now()).map(
      ({ call, caller }) => `${call.call_id} ${call.state} ${caller.state}`,
    );
  return { crm, clock, pbx, tabs, memory, attended, stop, cards, heard, unexpected };
}

test('a call rings, is named, is talked, has ended and is filed once', async () => {
  const { pbx, cards, crm } = setUp();
  pbx.signIn(aSession());
  pbx.tell(aCall());
  expect(cards()).toEqual(['c-1 ringing looking']);
  await settle();
  expect(cards()).toEqual(['c-1 ringing found']);
  pbx.tell(aCall({ ...answered, seq: 2 }));
  expect(cards()).toEqual(['c-1 active found']);
  pbx.tell(aCall({ ...ended, seq: 3 }));
  pbx.tell(aCall({ ...ended, seq: 4, recording_url: 'https://pbx.example/1.mp3' }));
  expect(cards()).toEqual(['c-1 ended found']);
  expect(crm.filed.map(({ call }) => call.seq)).toEqual([3]);
});

test('an older picture changes nothing', async () => {
  const { pbx, cards } = setUp();
  pbx.signIn(aSession());
  pbx.tell(aCall({ ...answered, seq: 2 }));
  pbx.tell(aCall());
  await settle();
  expect(cards()).toEqual(['c-1 active found']);
});

test('answered by a colleague: the card goes, and nothing is filed for us', async () => {
  const { pbx, cards, crm } = setUp();
  pbx.signIn(aSession('102'));
  pbx.tell(aCall());
  await settle();
  pbx.tell(aCall({ ...answered, seq: 2 }));
  expect(cards()).toEqual([]);
  pbx.tell(aCall({ ...ended, seq: 3 }));
  expect([cards(), crm.filed]).toEqual([[], []]);
});

test('a card that was closed stays closed, in the next leader too', async () => {
  const first = setUp();
  first.pbx.signIn(aSession());
  first.pbx.tell(aCall());
  first.tabs.tell({ do: 'close', callId: 'c-1' });
  first.pbx.tell(aCall({ ...answered, seq: 2 }));
  expect(first.cards()).toEqual([]);
  first.stop();

  const reloaded = setUp(undefined, first.memory);
  reloaded.pbx.signIn(aSession());
  reloaded.pbx.tell(aCall({ ...answered, seq: 2 }));
  await settle();
  expect(reloaded.cards()).toEqual([]);
});

test('a call whose card was closed is filed all the same', async () => {
  const { pbx, tabs, crm } = setUp();
  pbx.signIn(aSession());
  pbx.tell(aCall());
  tabs.tell({ do: 'close', callId: 'c-1' });
  pbx.tell(aCall({ ...ended, seq: 2 }));
  await settle();
  expect(crm.filed.map(({ call }) => call.call_id)).toEqual(['c-1']);
});

test('the next leader goes on where the last one stopped: same cards, same cursor, nothing filed twice', async () => {
  const first = setUp();
  first.pbx.signIn(aSession());
  first.pbx.tell(aCall());
  first.pbx.tell(aCall({ call_id: 'c-2', seq: 2, phone: '102' }));
  first.pbx.tell(aCall({ ...ended, seq: 3 }));
  await settle();
  first.stop();
  expect(first.pbx.connected()).toBe(false);
  expect(first.crm.filed).toHaveLength(1);

  const next = setUp(first.tabs.last(), first.memory);
  expect(next.pbx.starts).toEqual([{ session: aSession(), cursor: 3 }]);
  expect(next.cards()).toEqual(['c-1 ended found', 'c-2 ringing internal']);
  next.pbx.tell(aCall({ ...ended, seq: 3 }));
  await settle();
  expect([next.crm.filed, next.crm.asked]).toEqual([[], []]);
});

test('a reload asks for what was missed since the last call seen', () => {
  const first = setUp();
  first.pbx.signIn(aSession());
  first.pbx.tell(aCall({ seq: 41 }));
  first.stop();
  expect(setUp(undefined, first.memory).pbx.starts).toEqual([{ cursor: 41 }]);
});

test('a reload in the midst of a replay asks for all of it again', () => {
  const first = setUp();
  first.pbx.signIn(aSession());
  first.pbx.tell(aCall({ seq: 41 }));
  // News comes at once, what was missed after it.
  first.pbx.tell(aCall({ call_id: 'c-2', seq: 50 }), false);
  first.stop();
  expect(setUp(undefined, first.memory).pbx.starts).toEqual([{ cursor: 41 }]);
});

test('a live call that the gateway no longer names is over', async () => {
  const { pbx, cards, clock } = setUp();
  pbx.signIn(aSession());
  pbx.tell(aCall());
  pbx.tell(aCall({ call_id: 'c-2', seq: 2 }));
  await settle();
  pbx.catchUp(9, clock.now(), ['c-2']);
  expect(cards()).toEqual(['c-2 ringing found']);
});

test('nothing rings for ever: without news a ringing card goes after three minutes', async () => {
  const { pbx, cards, clock } = setUp();
  pbx.signIn(aSession());
  pbx.tell(aCall());
  await clock.pass(179_000);
  expect(cards()).toHaveLength(1);
  await clock.pass(1000);
  expect(cards()).toEqual([]);
});

test.each([-7_200_000, 0, 7_200_000])(
  'a talk found on return is as old as the gateway says, on a machine whose clock is %i ms off',
  (off) => {
    const { pbx, tabs, clock } = setUp();
    const now = clock.now() - off;
    pbx.signIn(aSession());
    pbx.tell(aCall({ ...answered, answered_at: new Date(now - 65_000).toISOString() }), false);
    pbx.catchUp(1, now, ['c-1']);
    expect(tabs.last()!.calls.map(({ cameAt }) => clock.now() - cameAt)).toEqual([65_000]);
  },
);

test('a missed call stays until it is closed; a talked one goes by itself, whatever the PBX’s clock says', async () => {
  const { pbx, cards, clock } = setUp();
  pbx.signIn(aSession());
  pbx.catchUp(0, clock.now(), []);
  await clock.pass(3_600_000);
  pbx.tell(aCall({ ...ended }));
  pbx.tell(aCall({ ...ended, call_id: 'c-2', seq: 2, disposition: 'no_answer', duration: 0 }));
  await settle();
  expect(cards()).toHaveLength(2);
  await clock.pass(20_000);
  expect(cards()).toEqual(['c-2 ended found']);
});

test('of what was missed, only a missed call is still worth a card', async () => {
  const { pbx, cards, clock, crm } = setUp();
  await clock.pass(400_000);
  pbx.signIn(aSession());
  pbx.tell(aCall({ ...ended }), false);
  pbx.tell(aCall({ ...ended, call_id: 'c-2', seq: 2, disposition: 'no_answer', duration: 0 }), false);
  await settle();
  expect(cards()).toEqual(['c-2 ended found']);
  expect(crm.filed).toHaveLength(2);
});

test('of several with one number the agent chooses, and the choice is what is filed', async () => {
  const twin = { ...anna, id: 2, name: 'Anna’s twin' };
  const { pbx, tabs, crm } = setUp(undefined, undefined, [anna, twin]);
  pbx.signIn(aSession());
  pbx.tell(aCall());
  await settle();
  tabs.tell({ do: 'choose', callId: 'c-1', entity: 'contact', id: 1 });
  await settle();
  pbx.tell(aCall({ ...ended, seq: 2 }));
  expect(crm.filed.map(({ caller }) => caller)).toEqual([{ state: 'found', matches: [anna] }]);
});

test('a hidden page calls for attention while it rings, and only then', async () => {
  const { pbx, tabs, attended } = setUp();
  pbx.signIn(aSession());
  tabs.lookAt('tab-1', false);
  pbx.tell(aCall());
  await settle();
  expect([...attended]).toEqual([['c-1', 'found']]);
  tabs.lookAt('tab-1', true);
  expect([...attended]).toEqual([]);
  tabs.lookAt('tab-1', false);
  pbx.tell(aCall({ ...answered, seq: 2 }));
  expect([...attended]).toEqual([]);
});

test('a fault is told once, until it has healed', () => {
  const { pbx, crm, memory } = setUp();
  pbx.fault('GATEWAY_UNREACHABLE');
  pbx.fault('GATEWAY_UNREACHABLE');
  const other = setUp(undefined, memory);
  other.pbx.fault('GATEWAY_UNREACHABLE');
  expect([crm.faults, other.crm.faults]).toEqual([['GATEWAY_UNREACHABLE'], []]);
  other.pbx.heal('GATEWAY_UNREACHABLE');
  other.pbx.fault('GATEWAY_UNREACHABLE');
  expect(other.crm.faults).toEqual(['GATEWAY_UNREACHABLE']);
});

test('an agent without an internal number is told why no call shows', () => {
  const { pbx, crm, cards } = setUp();
  pbx.signIn({ token: 't', expiresAt: 0, extension: undefined, logging: true });
  pbx.tell(aCall());
  expect([crm.faults, cards()]).toEqual([['NO_EXTENSION'], []]);
});

test('who works on after the call hears of its recording, though its card is closed and gone', async () => {
  const { pbx, tabs, heard } = setUp();
  pbx.signIn(aSession());
  pbx.tell(aCall({ ...ended, seq: 3 }));
  await settle();
  tabs.tell({ do: 'close', callId: 'c-1' });
  expect(tabs.last()!.calls).toEqual([]);
  pbx.tell(aCall({ ...ended, seq: 4, recording_url: 'https://pbx.example/1.mp3' }));
  expect(heard.at(-1)!.calls.map(({ call }) => call.recording_url)).toEqual(['https://pbx.example/1.mp3']);
  expect(tabs.last()!.calls).toEqual([]);
});
