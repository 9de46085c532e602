import { fakeClock, settle } from '../../test/fakes/fake-clock';
import { noCalls } from './phone-desk';
import type { PhoneCommand } from './phone-command';
import { phoneRescue } from './phone-rescue';
import type { PhoneCall, PhoneState } from './phone-state';

const way = { target: 'sip:x@y.invalid', callId: 'd-1', localTag: 'l', remoteTag: 'r' };
const left = (more: Partial<PhoneCall>): PhoneCall => ({
  id: 'old-1',
  callId: 'c-1',
  direction: 'inbound',
  number: '+79991112233',
  name: 'Ольга',
  stage: 'talking',
  startedAt: 1,
  joinedAt: 2,
  muted: false,
  held: false,
  holding: false,
  farHeld: false,
  mixed: false,
  rescue: way,
  ...more,
});

function setUp(...calls: PhoneCall[]) {
  const clock = fakeClock();
  const ran: PhoneCommand[] = [];
  const ended: string[] = [];
  let isHeard = true;
  let count = 0;
  const rescue = phoneRescue({
    left: calls,
    clock,
    run(command) {
      ran.push(command);
      return Promise.resolve({ ok: true, id: `new-${++count}` });
    },
    hangUp(callId) {
      if (isHeard) ended.push(callId);
      return Promise.resolve(isHeard ? { ok: true } : { ok: false, why: 'unheard' });
    },
    onChange: () => undefined,
  });
  const ready: PhoneState = { ...noCalls, link: 'ready' };
  const stages = (): string[] => rescue.shown(ready).calls.map(({ id, stage }) => `${id} ${stage}`);
  const reach = (on: boolean) => (isHeard = on);
  return { clock, ran, ended, reach, rescue, ready, stages };
}

test('a talk is taken over once the line stands, and is shown as being joined until then', async () => {
  const call = left({});
  const { rescue, ran, ready, stages } = setUp(call);
  rescue.heard(noCalls);
  expect([stages(), ran]).toEqual([['old-1 joining'], []]);
  rescue.heard(ready);
  rescue.heard(ready);
  await settle();
  expect(ran).toEqual([{ do: 'rescue', number: call.number, rescue: way, like: call }]);
  expect(stages()).toEqual([]);
});

test('what was muted or held is so again, and the talk that was not held comes last', async () => {
  const open = left({ id: 'old-2', muted: true });
  const { rescue, ran, ready } = setUp(open, left({ held: true }));
  rescue.heard(ready);
  await settle();
  expect(ran.map((command) => (command.do === 'rescue' ? command.like?.id : ''))).toEqual(['old-1', 'old-2']);
  rescue.heard({ ...ready, calls: [left({ id: 'new-1' }), left({ id: 'new-2' })] });
  expect(ran.slice(2)).toEqual([
    { do: 'hold', id: 'new-1', on: true },
    { do: 'mute', id: 'new-2', on: true },
  ]);
});

test('a call that cannot be taken over is shown as lost for a moment', async () => {
  const calls = [left({ id: 'rings', stage: 'alerting' }), left({ id: 'over', stage: 'ended' })];
  const { stages, clock } = setUp(...calls);
  expect(stages()).toEqual(['rings ended']);
  await clock.pass(5000);
  expect(stages()).toEqual([]);
});

test('without a line the far side is not waited for endlessly', async () => {
  const { stages, clock, rescue, ready, ran } = setUp(left({}));
  await clock.pass(15_000);
  expect(stages()).toEqual(['old-1 ended']);
  rescue.heard(ready);
  await settle();
  expect(ran).toEqual([]);
});

test('a talk that nobody can take over is ended by the PBX; what only rings goes on ringing here', async () => {
  const alone = left({ callId: 'c-alone' });
  Reflect.deleteProperty(alone, 'rescue');
  const { clock, ended } = setUp(left({}), alone, { ...alone, callId: 'c-rings', stage: 'incoming' });
  await clock.pass(1000);
  expect(ended).toEqual(['c-alone']);
});

test('without a line in time the PBX is asked to end the talk, as soon as the gateway can be reached', async () => {
  const { clock, ended, reach, rescue } = setUp(left({}));
  reach(false);
  await clock.pass(20_000);
  expect(ended).toEqual([]);
  reach(true);
  await clock.pass(2000);
  expect(ended).toEqual(['c-1']);
  rescue.stop();
});
