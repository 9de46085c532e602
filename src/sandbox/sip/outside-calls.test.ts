import { pbxBench, phonesOnBench } from '../../../test/fakes/pbx-bench';
import { outsideCalls } from './outside-calls';

test('every number to try with leaves its line: the agent, the number as it is, what came of it', async () => {
  const { anna, clock, outside } = phonesOnBench();
  for (const number of ['89120000001', '+79120000004', '+79120000005']) await anna.call(number);
  await clock.pass(0);
  await anna.call('+79120000002');
  await clock.pass(61_000);
  expect(outside.list().map(({ number, outcome, status }) => [number, outcome, status])).toEqual([
    ['+79120000001', 'busy', 486],
    ['+79120000004', 'failed', 404],
    ['+79120000005', 'no_answer', 480],
    ['+79120000002', 'no_answer', 408],
  ]);
  expect(new Set(outside.list().map(({ extension }) => extension))).toEqual(new Set(['101']));
});

test('a talk counts from its answer to its end, under the id that the gateway is told', async () => {
  const { olga, anna, clock, outside, events } = phonesOnBench();
  await anna.call('89991112233');
  await olga.answer(180);
  expect(outside.list()).toMatchObject([{ outcome: 'calling', status: null, duration: null }]);
  await olga.answer(200);
  const yes = anna.last();
  await anna.inTalk('ACK', yes, true);
  expect(outside.list()).toMatchObject([{ outcome: 'talking', status: 200, duration: null }]);
  await clock.pass(7_000);
  await olga.inTalk('BYE', yes, false);
  expect(outside.list()).toMatchObject([
    { number: '+79991112233', outcome: 'answered', duration: 7, call_id: events[0]?.call_id },
  ]);
});

test('a machine is told apart from a person, and a call that was given up has ended so', async () => {
  const { phone, known, agent, outside, clock } = pbxBench();
  const [machine, anna] = [phone(known.machine), agent('101')];
  for (const one of [machine, anna]) one.register();
  await anna.call('+79120000003');
  await machine.answer(180);
  await machine.answer(200);
  const yes = anna.last();
  await anna.inTalk('ACK', yes, true);
  await machine.inTalk('BYE', yes, false);
  expect(outside.list()).toMatchObject([{ outcome: 'voicemail' }]);
  outside.clear();
  await anna.call('+79120000002');
  await clock.pass(0);
  anna.drop();
  await clock.pass(6_000);
  expect(outside.list()).toMatchObject([{ outcome: 'no_answer', status: 487, duration: 0 }]);
});

test('what colleagues and customers dial is not listed', async () => {
  const { olga, anna, outside, customer } = phonesOnBench();
  customer('+79120000001').register();
  await anna.call('102');
  await olga.call('+74951234567');
  await olga.call('+79120000001');
  expect(outside.list()).toEqual([]);
});

test('the oldest lines make room for new ones', () => {
  const calls = outsideCalls(() => 0);
  for (let index = 0; index < 20_001; index += 1)
    calls.begin({ call_id: `c-${index}`, extension: '101', number: '+79120000001' });
  expect(calls.list()).toHaveLength(20_000);
  expect(calls.list()[0]?.call_id).toBe('c-1');
});
