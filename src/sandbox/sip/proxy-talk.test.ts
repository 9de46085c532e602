import { phonesOnBench, type BenchPhone } from '../../../test/fakes/pbx-bench';

async function talk(caller: BenchPhone, called: BenchPhone, number: string) {
  await caller.call(number);
  await called.answer(180);
  await called.answer(200);
  const yes = caller.last();
  expect(yes.start).toMatch(/^SIP\/2.0 200/);
  await caller.inTalk('ACK', yes, true);
  caller.news();
  called.news();
  return yes;
}

describe('a talk', () => {
  test('goes on at whichever socket its phone is now', async () => {
    const { olga, anna } = phonesOnBench();
    const yes = await talk(olga, anna, '101');
    anna.drop();
    anna.connect();
    anna.register();
    anna.news();
    await olga.inTalk('BYE', yes, true);
    expect(anna.news()).toEqual(['BYE']);
  });

  test.each(['INFO', 'UPDATE', 'PRACK', 'REFER', 'NOTIFY', 'MESSAGE', 'INVITE', 'SOMETHING'])(
    '%s reaches the other phone, and its answer comes back',
    async (method) => {
      const { olga, anna } = phonesOnBench();
      const yes = await talk(olga, anna, '101');
      await olga.inTalk(method, yes, true);
      const asked = anna.last();
      expect(anna.news()).toEqual([method]);
      await anna.answer(202, asked);
      expect(olga.news().at(-1)).toBe('202');
    },
  );

  test('a phone that is away for a moment is 480, one that is gone 481', async () => {
    const { olga, anna, clock } = phonesOnBench();
    const yes = await talk(olga, anna, '101');
    anna.drop();
    await clock.pass(1_000);
    await olga.inTalk('INFO', yes, true);
    expect(olga.news()).toEqual(['480']);
    await clock.pass(30_000);
    await olga.inTalk('INFO', yes, true);
    expect(olga.news()).toEqual(['481']);
  });

  test.each([
    ['whose page is gone', true, 20_000],
    ['that is never heard of again', false, 60_000],
  ])('a phone %s ends its talk: the other one is told, and the PBX too', async (_how, isGone, limit) => {
    const { olga, anna, clock, events } = phonesOnBench();
    await talk(olga, anna, '101');
    anna.drop(isGone);
    await clock.pass(limit - 1);
    expect(olga.news()).toEqual([]);
    await clock.pass(1);
    expect(olga.news()).toEqual(['BYE']);
    expect(events.at(-1)).toMatchObject({ type: 'ended', disposition: 'answered' });
  });

  test('a phone that comes back in time keeps its talk', async () => {
    const { olga, anna, clock } = phonesOnBench();
    await talk(olga, anna, '101');
    anna.drop(true);
    await clock.pass(5_000);
    anna.connect();
    anna.register();
    await clock.pass(120_000);
    expect(olga.news()).toEqual([]);
  });

  test('a transfer may lead straight to a phone that is known, and to no other place', async () => {
    const { olga, anna, boris } = phonesOnBench();
    await olga.call('sip:phone@102.invalid;transport=ws');
    expect(boris.news()).toEqual(['INVITE']);
    olga.news();
    await olga.call('sip:somebody@example.com');
    expect(olga.last().start).toMatch(/404/);
    expect(anna.news()).toEqual([]);
  });
});
