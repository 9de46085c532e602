import { pbxBench, phonesOnBench } from '../../../test/fakes/pbx-bench';
import { header, headersOf, set } from '../../../test/fakes/sip-message';

describe('signing in', () => {
  test('a nonce that is too old is told apart from a wrong password', async () => {
    const { agent, clock } = pbxBench();
    const anna = agent('101');
    const asked = anna.request('REGISTER', 'sip:sandbox');
    anna.say(asked);
    const late = anna.signed(asked);
    await clock.pass(20_000);
    expect(header(anna.last(), 'WWW-Authenticate')).not.toContain('stale');
    anna.drop();
    anna.connect();
    await clock.pass(25_000);
    for (let minute = 0; minute < 10; minute += 1) {
      await clock.pass(28_000);
      anna.drop();
      anna.connect();
    }
    anna.say(late);
    expect(anna.last().start).toMatch(/401/);
    expect(header(anna.last(), 'WWW-Authenticate')).toContain('stale=true');
    anna.say(anna.signed(asked));
    expect(anna.last().start).toMatch(/200/);
  });

  test('nobody registers or calls under the address of another', () => {
    const { olga, anna, known } = phonesOnBench();
    const asked = set(olga.request('REGISTER', 'sip:sandbox'), 'To', '<sip:101@sandbox>');
    olga.say(asked);
    olga.say(olga.signed(asked));
    expect(olga.last().start).toMatch(/403/);
    const call = set(olga.request('INVITE', 'sip:102@sandbox'), 'From', '<sip:101@sandbox>;tag=x');
    olga.say(call);
    olga.say(olga.signed(call));
    expect(olga.last().start).toMatch(/403/);
    expect(known.at('101')!.password).not.toBe(known.at('102')!.password);
    expect(anna.news()).toEqual([]);
  });

  test('nobody takes the calls of another to himself by naming that phone as his own', async () => {
    const { phone, known, olga, anna } = phonesOnBench();
    const thief = phone(known.customer('+79990000009')!, '101.invalid');
    expect(thief.register()).toBe(403);
    await olga.call('101');
    expect(thief.news()).not.toContain('INVITE');
    expect(anna.news()).toEqual(['INVITE']);
  });

  test('every contact is listed with the time that it is kept, and one phone stands there once', () => {
    const { phone, known } = pbxBench();
    const instance: [string, string] = ['Contact', '<sip:x@one.invalid>;+sip.instance="<urn:uuid:1>"'];
    const first = phone(known.at('101')!, 'one.invalid');
    first.register([instance, ['Expires', '60']]);
    const lines = headersOf(first.last(), 'Contact');
    expect(lines.every((line) => /;expires=60(;|$)/.test(line))).toBe(true);
    expect(lines).toHaveLength(2);
    first.register([instance, ['Expires', '60']]);
    expect(headersOf(first.last(), 'Contact')).toHaveLength(2);
  });

  test('a registration ends with its time, at once when it is taken back, and no later than in an hour', async () => {
    const { agent, customer, clock } = pbxBench();
    const anna = agent('101');
    anna.register([['Expires', '999999999999']]);
    expect(header(anna.last(), 'Contact')).toMatch(/expires=3600/);
    anna.register([['Expires', '60']]);
    await clock.pass(61_000);
    const olga = customer('+79991112233');
    olga.register();
    await olga.call('101');
    expect(olga.news()).toContain('480');
    anna.register();
    anna.register([['Expires', '0']]);
    await olga.call('101');
    expect(olga.news()).toContain('480');
  });

  test('a stranger is put out after half a minute, and an agent is not', async () => {
    const { agent, clock } = pbxBench();
    const [known, stranger] = [agent('101'), agent('102')];
    known.register();
    known.news();
    await clock.pass(31_000);
    stranger.say(stranger.request('OPTIONS', 'sip:sandbox'));
    known.say(known.request('OPTIONS', 'sip:sandbox'));
    expect([stranger.news(), known.news()]).toEqual([[], ['200']]);
  });
});

describe('refused', () => {
  test.each([
    ['no hop left', 'Max-Forwards', '0', 483],
    ['an extension of proxies that nobody here knows', 'Proxy-Require', 'magic', 420],
  ])('%s', (_what, name, value, status) => {
    const { olga } = phonesOnBench();
    olga.say(set(olga.request('OPTIONS', 'sip:101@sandbox'), name, value));
    expect(olga.last().start).toMatch(new RegExp(`^SIP/2.0 ${status} `));
  });

  test('a call that comes back as it went is a loop, and one that was turned elsewhere is none', async () => {
    const { olga, anna, boris } = phonesOnBench();
    await olga.call('101');
    const back = anna.last();
    anna.say({ ...back, start: 'INVITE sip:101@sandbox SIP/2.0' });
    expect(anna.last().start).toMatch(/482/);
    anna.say({ ...back, start: 'INVITE sip:102@sandbox SIP/2.0' });
    expect(anna.last().start).toMatch(/407/);
    expect(boris.news()).toEqual([]);
  });

  test('an address of another kind', () => {
    const { olga } = phonesOnBench();
    olga.say(olga.request('OPTIONS', 'mailto:somebody'));
    expect(olga.last().start).toMatch(/416/);
  });

  test('a request that came twice is done once', async () => {
    const { olga, anna } = phonesOnBench();
    const invite = await olga.call('101');
    olga.say(invite);
    expect(anna.news()).toEqual(['INVITE']);
    expect(olga.news()).toEqual(['407', '100', '100']);
  });

  test('keep-alives are answered', () => {
    const { olga } = phonesOnBench();
    expect(olga.frame('\r\n\r\n')?.toString()).toBe('\r\n');
  });
});
