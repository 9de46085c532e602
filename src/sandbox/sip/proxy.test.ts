import { pbxBench, phonesOnBench } from '../../../test/fakes/pbx-bench';
import { header, headersOf, set } from '../../../test/fakes/sip-message';

describe('a call', () => {
  test('passes both ways, with this server in its route and without anybody’s credentials', async () => {
    const { olga, anna } = phonesOnBench();
    await olga.call('101', [
      ['X-Call-Id', 'chosen-by-caller'],
      ['P-Asserted-Identity', '<sip:ceo@sandbox>'],
    ]);
    const invite = anna.last();
    expect(invite.start).toBe('INVITE sip:phone@101.invalid;transport=ws SIP/2.0');
    expect(header(invite, 'Proxy-Authorization')).toBe('');
    expect(header(invite, 'Max-Forwards')).toBe('69');
    expect(headersOf(invite, 'Via')).toHaveLength(2);
    expect(header(invite, 'Record-Route')).toBe('<sip:sandbox;transport=ws;lr>');
    expect(header(invite, 'X-Call-Id')).toMatch(/^c-\d+$/);
    expect(headersOf(invite, 'P-Asserted-Identity')).toEqual(['<sip:+79991112233@sandbox>']);
    expect(invite.body).toBe('v=0\r\n');
    await anna.answer(180);
    await anna.answer(200);
    expect(olga.news()).toEqual(['407', '100', '180', '200']);
  });

  test('every phone of a number rings; the first yes wins and the others hear that it was elsewhere', async () => {
    const { phone, known, olga, anna } = phonesOnBench();
    const second = phone(known.at('101')!, 'second.invalid');
    second.register();
    second.news();
    await olga.call('101');
    await anna.answer(180);
    await second.answer(200);
    expect(olga.news()).toEqual(['407', '100', '180', '200']);
    expect(anna.last().start).toMatch(/^CANCEL/);
    expect(header(anna.last(), 'Reason')).toBe('SIP;cause=200;text="Call completed elsewhere"');
  });

  test('CANCEL waits until the phone has said its first word', async () => {
    const { olga, anna } = phonesOnBench();
    const invite = await olga.call('101');
    const cancel = { ...invite, start: invite.start.replace('INVITE', 'CANCEL'), body: '' };
    cancel.headers = cancel.headers.map(([name, value]) => [name, value.replace(/ INVITE$/, ' CANCEL')]);
    set(cancel, 'Content-Length', '0');
    olga.say(cancel);
    const rings = anna.last();
    expect(anna.news()).toEqual(['INVITE']);
    expect(olga.news()).toEqual(['407', '100', '200']);
    await anna.answer(180, rings);
    expect(anna.news()).toEqual(['CANCEL']);
    await anna.answer(487, rings);
    expect([anna.news(), olga.news()]).toEqual([['ACK'], ['487']]);
  });

  test.each([
    [[486, 480], 486],
    [[480, 603], 603],
    [[404, 408], 408],
    [[500, 486], 486],
    [[503, 503], 500],
    [[487, 480], 480],
  ])('phones that say %j together make %i', async ([one, other], expected) => {
    const { olga, anna, boris } = phonesOnBench();
    await olga.call('+74951234567');
    const [first, second] = [anna.last(), boris.last()];
    await anna.answer(one!, first);
    await boris.answer(other!, second);
    expect(olga.last().start).toMatch(new RegExp(`^SIP/2.0 ${expected} `));
    expect(anna.last().start).toMatch(/^ACK/);
  });

  test('603 stops the other phones, too', async () => {
    const { olga, anna, boris } = phonesOnBench();
    await olga.call('+74951234567');
    await boris.answer(180);
    await anna.answer(603);
    expect(boris.last().start).toMatch(/^CANCEL/);
    expect(olga.news()).not.toContain('603');
    await boris.answer(487);
    expect(olga.last().start).toMatch(/603/);
  });

  test('steps ring one after the other, each for its time', async () => {
    const bench = pbxBench(() =>
      Promise.resolve({
        steps: [
          { numbers: ['101'], rings: 5_000 },
          { numbers: ['102'], rings: 5_000 },
        ],
      }),
    );
    const olga = bench.customer('+79991112233');
    const [anna, boris] = [bench.agent('101'), bench.agent('102')];
    for (const one of [olga, anna, boris]) one.register();
    for (const one of [olga, anna, boris]) one.news();
    await olga.call('+74951234567');
    const first = anna.last();
    await anna.answer(180);
    expect(boris.news()).toEqual([]);
    await bench.clock.pass(5_000);
    expect(anna.last().start).toMatch(/^CANCEL/);
    await anna.answer(487, first);
    expect(boris.news()).toEqual(['INVITE']);
    await bench.clock.pass(9_000);
    await bench.clock.pass(6_000);
    expect(olga.last().start).toMatch(/^SIP\/2.0 408/);
  });

  test('a phone that says nothing is given up, and told so when it wakes', async () => {
    const { olga, anna, clock } = phonesOnBench();
    await olga.call('101');
    const invite = anna.last();
    await clock.pass(10_000);
    expect(olga.last().start).toMatch(/^SIP\/2.0 408/);
    await anna.answer(180, invite);
    expect(anna.last().start).toMatch(/^CANCEL/);
  });

  test('a phone that rings may lose its socket and come back; gone for good, the caller hears 480', async () => {
    const { olga, anna, clock } = phonesOnBench();
    await olga.call('101');
    const invite = anna.last();
    await anna.answer(180);
    anna.drop();
    await clock.pass(1_000);
    anna.connect();
    anna.register();
    await clock.pass(5_000);
    await anna.answer(200, invite);
    expect(olga.news()).toEqual(['407', '100', '180', '200']);
    await olga.call('101');
    await anna.answer(180);
    anna.drop();
    await clock.pass(4_000);
    expect(olga.last().start).toMatch(/480/);
  });

  test('when the caller’s tab is gone, nobody rings on', async () => {
    const { olga, anna, clock } = phonesOnBench();
    await olga.call('101');
    await anna.answer(180);
    olga.drop();
    await clock.pass(5_000);
    expect(anna.last().start).toMatch(/^CANCEL/);
  });

  test('numbers to try with: busy, nobody at home, no such number, nobody signed in', async () => {
    const { anna, clock } = phonesOnBench();
    const outcome = async (number: string): Promise<string[]> => {
      await anna.call(number);
      await clock.pass(0);
      return anna.news();
    };
    expect(await outcome('89120000001')).toEqual(['407', '100', '486']);
    expect(await outcome('+7 912 000-00-02'.replace(/\D/g, ''))).toEqual(['407', '100', '180']);
    expect(await outcome('+79120000004')).toEqual(['407', '100', '404']);
    expect(await outcome('+79120000005')).toEqual(['407', '100', '480']);
    expect(await outcome('+79120000003')).toEqual(['407', '100', '480']);
    expect(await outcome('999')).toEqual(['407', '100', '404']);
    expect(await outcome('anna')).toEqual(['407', '100', '404']);
  });

  test('whoever is signed in with such a number is rung, and no machine', async () => {
    const { anna, customer } = phonesOnBench();
    const tatiana = customer('+79120000001');
    tatiana.register();
    tatiana.news();
    await anna.call('+79120000001');
    expect(tatiana.news()).toEqual(['INVITE']);
  });
});
