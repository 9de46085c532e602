import { fakeClock, settle } from '../../test/fakes/fake-clock';
import { aSession, fakePbx } from '../../test/fakes/fake-pbx';
import type { PhoneAccount } from '../ports/phone';
import { leadPhone } from './lead-phone';
import type { PhoneCommand, PhoneReply, UsedPhone } from './phone-command';
import { noCalls, type PhoneDesk } from './phone-desk';
import type { PhoneState } from './phone-state';

const account: PhoneAccount = {
  url: 'wss://pbx.example',
  uri: 'sip:101@pbx.example',
  username: '101',
  password: 'p',
  iceServers: [],
};
const withPhone = { ...aSession(), phone: account };

function setUp(before?: PhoneDesk) {
  const [clock, pbx] = [fakeClock(), fakePbx()];
  const shown: (PhoneDesk | undefined)[] = [];
  const ran: PhoneCommand[] = [];
  const kept: UsedPhone[] = [];
  const renewed: PhoneAccount[] = [];
  const opened: { account: PhoneAccount; before: PhoneState | undefined }[] = [];
  const world = {
    reply: Promise.resolve<PhoneReply>({ ok: true, id: 'leg-1' }),
    missing: false,
    say: (() => undefined) as (state: PhoneState) => void,
    open: 0,
  };
  const phone = leadPhone({
    id: 'tab-1',
    pbx,
    clock,
    before,
    choice: { read: () => kept[kept.length - 1] ?? 'browser', keep: (used) => kept.push(used) },
    open(to, last, onState) {
      opened.push({ account: to, before: last });
      if (world.missing) return Promise.reject(new Error('not there'));
      world.say = onState;
      world.open += 1;
      return Promise.resolve({
        run(command) {
          ran.push(command);
          return world.reply;
        },
        renew: (next) => void renewed.push(next),
        stop: () => void (world.open -= 1),
      });
    },
    onPhone: (next) => shown.push(next),
    onUnexpected: () => undefined,
  });
  return { clock, pbx, shown, ran, kept, opened, renewed, world, phone, last: () => shown[shown.length - 1] };
}

test('the phone opens once, however often the sign-in is renewed, and every tab is shown which tab holds it', async () => {
  const { phone, opened, last, world } = setUp();
  phone.session(withPhone);
  phone.session({ ...withPhone, token: 'another' });
  expect(last()).toMatchObject({ holder: 'tab-1', deskPhone: false, state: { link: 'connecting' } });
  await settle();
  world.say({ ...noCalls, link: 'ready' });
  expect(opened).toHaveLength(1);
  expect(last()?.state.link).toBe('ready');
  expect(await phone.run({ do: 'call', number: '102' })).toEqual({ ok: true, id: 'leg-1' });
});

test('other credentials go to the phone that there is, under a talk too; another line waits for its end', async () => {
  const { phone, opened, renewed, world } = setUp();
  phone.session(withPhone);
  await settle();
  const call = { id: '1', stage: 'talking' } as PhoneState['calls'][number];
  world.say({ ...noCalls, link: 'ready', calls: [call] });
  const next = { ...account, username: '1800043200:101', password: 'q' };
  phone.session({ ...withPhone, phone: next });
  await settle();
  // Told again, as after each loss of the gateway, they are no news.
  phone.session({ ...withPhone, phone: next });
  await settle();
  expect(renewed).toEqual([next]);
  const moved = { ...withPhone, phone: { ...next, uri: 'sip:109@pbx.example' } };
  phone.session(moved);
  await settle();
  expect(opened).toHaveLength(1);
  world.say({ ...noCalls, link: 'ready' });
  phone.session(moved);
  await settle();
  expect(opened.map((one) => one.account.uri)).toEqual(['sip:101@pbx.example', 'sip:109@pbx.example']);
  expect([renewed.length, world.open]).toEqual([1, 1]);
});

test('a part that comes late, or at the second try, has the newest credentials', async () => {
  const { phone, opened, renewed } = setUp();
  const next = { ...account, password: 'q' };
  phone.session(withPhone);
  phone.session({ ...withPhone, phone: next });
  await settle();
  expect(renewed).toEqual([next]);
  const away = setUp();
  away.world.missing = true;
  away.phone.session(withPhone);
  await settle();
  away.phone.session({ ...withPhone, phone: next });
  away.world.missing = false;
  await away.clock.pass(5000);
  expect(away.opened.map((one) => one.account.password)).toEqual(['p', 'q']);
  expect(opened).toHaveLength(1);
});

test('what takes longer than a tab waits for is taken, and the state tells the rest', async () => {
  const { phone, clock, world } = setUp();
  phone.session(withPhone);
  world.reply = new Promise(() => undefined);
  const answer = phone.run({ do: 'transfer', id: '1', to: '102' });
  await clock.pass(4000);
  expect(await answer).toEqual({ ok: true });
});

test('a part that does not load is fetched again, and stopped if it comes too late', async () => {
  const { phone, clock, world, opened } = setUp();
  world.missing = true;
  phone.session(withPhone);
  await settle();
  world.missing = false;
  await clock.pass(5000);
  expect([opened.length, world.open]).toEqual([2, 1]);
  phone.stop();
  expect(world.open).toBe(0);

  const late = setUp();
  late.phone.session(withPhone);
  late.phone.stop();
  await settle();
  expect(late.world.open).toBe(0);
});

test('without a phone in the browser the PBX rings the desk phone, and what it says is said', async () => {
  const { phone, pbx, last, opened } = setUp();
  phone.session({ ...aSession(), originates: true });
  expect(last()).toMatchObject({ deskPhone: true, state: { link: 'ready', calls: [] } });
  expect(opened).toEqual([]);
  expect(await phone.run({ do: 'call', number: '+79991112233' })).toEqual({ ok: true, id: 'c-9' });
  pbx.order({ ok: false, why: 'cannot' });
  expect(await phone.run({ do: 'hang-up', id: 'c-9' })).toEqual({ ok: false, why: 'cannot' });
  expect(pbx.ordered).toEqual(['originate +79991112233', 'hang up c-9']);
  expect(await phone.run({ do: 'mix' })).toEqual({ ok: false, why: 'not-now' });
});

const withBoth = { ...withPhone, phone: { ...account, deskPhone: true as const }, originates: true };

test('whoever has two phones chooses which of them rings and calls, and finds it so the next time', async () => {
  const { phone, pbx, last, kept, world, opened } = setUp();
  phone.session(withBoth);
  await settle();
  world.say({ ...noCalls, link: 'ready' });
  expect(last()).toMatchObject({ deskPhone: false, both: true });
  expect(await phone.run({ do: 'use-phone', phone: 'desk' })).toEqual({ ok: true });
  expect(last()).toMatchObject({ deskPhone: true, both: true, state: { link: 'ready', calls: [] } });
  expect([kept, world.open]).toEqual([['desk'], 0]);
  phone.session({ ...withBoth, token: 'another' });
  expect(await phone.run({ do: 'call', number: '102' })).toEqual({ ok: true, id: 'c-9' });
  expect(pbx.ordered).toEqual(['originate 102']);
  expect(opened).toHaveLength(1);

  await phone.run({ do: 'use-phone', phone: 'browser' });
  await settle();
  expect([world.open, last()?.deskPhone]).toEqual([1, false]);
  expect(await phone.run({ do: 'call', number: '102' })).toEqual({ ok: true, id: 'leg-1' });
});

test('a talk stays on its phone: the choice waits for its end, and the PBX ends what goes on at the desk', async () => {
  const { phone, pbx, kept, ran, world } = setUp();
  phone.session(withBoth);
  await settle();
  const call = { id: '1', stage: 'talking' } as PhoneState['calls'][number];
  world.say({ ...noCalls, link: 'ready', calls: [call] });
  expect(await phone.run({ do: 'use-phone', phone: 'desk' })).toEqual({ ok: false, why: 'not-now' });
  expect([kept, world.open]).toEqual([[], 1]);
  await phone.run({ do: 'hang-up', id: '1' });
  await phone.run({ do: 'hang-up', id: 'c-1' });
  expect([ran, pbx.ordered]).toEqual([[{ do: 'hang-up', id: '1' }], ['hang up c-1']]);
});

test('with one phone there is nothing to choose', async () => {
  for (const one of [withPhone, { ...withPhone, originates: true }, { ...aSession(), originates: true }]) {
    const { phone, last, kept } = setUp();
    kept.push('desk');
    phone.session(one);
    expect(last()).toMatchObject({ both: false, deskPhone: one.phone === undefined });
    expect(await phone.run({ do: 'use-phone', phone: 'desk' })).toEqual({ ok: false, why: 'not-now' });
  }
});

test('an agent without any phone hears so', async () => {
  const { phone, last } = setUp();
  phone.session(aSession());
  expect(last()).toBeUndefined();
  expect(await phone.run({ do: 'call', number: '102' })).toEqual({ ok: false, why: 'no-phone' });
});
