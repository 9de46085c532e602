import fc from 'fast-check';
import { settle } from '../../../test/fakes/fake-clock';
import { pbxBench } from '../../../test/fakes/pbx-bench';
import { methodOf, parse } from '../../../test/fakes/sip-message';
import { tortures } from '../../../test/fakes/sip-torture';
import { parseMessage } from './parse-message';
import { isRequest } from './sip-message';

/** To a proxy these are calls like all others: what is wrong with them, the called phone judges. */
const forThePhone = ['invut', 'sdp01', 'inv2543'];
const target = 'sip:101@sandbox';

/** A caller who has proved who it is, on a line of its own, and a phone that would ring. */
function lab() {
  const bench = pbxBench();
  const [anna, olga] = [bench.agent('101'), bench.customer('+79991112233')];
  anna.register();
  olga.register();
  anna.news();
  return { ...bench, anna, olga };
}

const all = tortures(target, 'v=0\r\n');

test.each(all.map((one) => [one.name, one] as const))(
  'RFC 4475 %s: nothing is thrown, and no phone rings that should not',
  async (_name, { name, text, ring }) => {
    const { anna, olga } = lab();
    const own = text
      .replace(
        /(From|f) ?:(\s*(?:"[^"]*" *)?)<sip:caller@torture\.invalid>/,
        '$1:$2<sip:+79991112233@sandbox>',
      )
      .replace('<sip:caller@torture.invalid;transport=ws>', `<sip:phone@${olga.place};transport=ws>`)
      .replaceAll('torture.invalid;branch', `${olga.place};branch`);
    olga.frame(own);
    // What is good enough to be asked for credentials is sent again with them.
    if (olga.last().start.includes(' 407 ')) {
      const first = parse(own.replace(/\r\n[ \t]+/g, ' '));
      olga.say({ ...olga.signed(first), body: first.body });
    }
    await settle();
    const rang = anna.heard.filter((message) => methodOf(message) === 'INVITE').length;
    if (ring === 'rings') expect(rang).toBe(1);
    else if (!forThePhone.includes(name)) expect(rang).toBe(0);
  },
);

test('frames that are no SIP, cut or changed at random, throw nothing', () => {
  const good = Buffer.from(all[0]!.text);
  const { olga } = lab();
  fc.assert(
    fc.property(fc.nat(good.length), fc.uint8Array({ maxLength: 12 }), fc.nat(40), (at, bytes, cut) => {
      const frame = Buffer.concat([good.subarray(0, at), Buffer.from(bytes), good.subarray(at + cut)]);
      olga.frame(frame);
    }),
    { numRuns: 3_000 },
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void olga.frame(Buffer.from(bytes))));
});

test('a long line is read in no time', () => {
  const { olga } = lab();
  const started = performance.now();
  for (const sign of ['"', '<', ',', ';', ' ', '\\', 'a', '%', ';a=', '"\\']) {
    for (const name of ['From', 'Contact', 'Via', 'Route', 'Authorization', 'Replaces', 'CSeq', 'Date'])
      olga.frame(all[1]!.text.replace(/^(Via: .*)$/m, `$1\r\n${name}: ${sign.repeat(60_000 / sign.length)}`));
    olga.frame(`INVITE sip:${sign.repeat(30_000)}@sandbox SIP/2.0\r\n\r\n`);
  }
  expect(performance.now() - started).toBeLessThan(5_000);
});

test('a message is printed as it was read', () => {
  for (const { text } of all) {
    const parsed = parseMessage(Buffer.from(text));
    if (parsed === 'broken' || 'foreign' in parsed) continue;
    expect(isRequest(parsed) ? parsed.method : parsed.status).toBeTruthy();
  }
});
