import fc from 'fast-check';
import { sdp } from '../../../test/fakes/sip-message';
import { tortures } from '../../../test/fakes/sip-torture';
import { screenMessage } from './screen-message';

const nobody = (): boolean => false;
const cases = tortures('sip:ab12@page.invalid;transport=ws', sdp('offer'));

test('knows the 49 cases of RFC 4475', () => {
  expect(new Set(cases.map(({ name }) => name)).size).toBe(49);
});

test.each(cases.filter(({ ring }) => ring === 'never'))('RFC 4475 $name never rings', ({ text }) => {
  const screened = screenMessage(text, nobody);
  expect(screened.verdict).toBe('stop');
});

test.each(cases.filter(({ ring }) => ring === 'rings'))('RFC 4475 $name may ring', ({ text }) => {
  expect(screenMessage(text, nobody).verdict).toBe('pass');
});

const good = (
  more: readonly string[] = [],
  start = 'INVITE sip:ab12@page.invalid SIP/2.0',
  from = '<sip:1@x>;tag=1',
): string =>
  [
    start,
    'Via: SIP/2.0/WS far.invalid;branch=z9hG4bK1',
    `From: ${from}`,
    'To: <sip:101@sandbox>',
    'Call-ID: c1',
    `CSeq: 1 ${start.split(' ')[0] ?? ''}`,
    'Contact: <sip:far@far.invalid>',
    ...more,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');

test.each([
  ['an extension that it does not know', good(['Require: teleport']), 420],
  ['another version of SIP', good([], 'INVITE sip:ab12@page.invalid SIP/7.0'), 505],
  ['a scheme that it does not know', good([], 'INVITE warp:somewhere SIP/2.0'), 416],
  ['PRACK, at which the library breaks', good([], 'PRACK sip:ab12@page.invalid SIP/2.0'), 405],
  ['a head that would hold up the page', good([`X-Long: ${'x'.repeat(70_000)}`]), 513],
])('answers %s by name, and with the tags that belong to it', (_title, text, status) => {
  const screened = screenMessage(text, nobody);
  if (screened.verdict !== 'stop') throw new Error('passed');
  expect(screened.answer).toMatch(new RegExp(`^SIP/2\\.0 ${status} `));
  expect(screened.answer).toMatch(/^to: <sip:101@sandbox>;tag=/m);
  expect(screened.answer).toMatch(/^call-id: c1\r$/m);
});

test('a call from a telephone address is made readable for the library', () => {
  const screened = screenMessage(good([], undefined, '<tel:+79991112233;phone-context=x>;tag=1'), nobody);
  expect(screened.verdict === 'pass' && screened.text).toContain(
    'from: <sip:+79991112233@telephone.invalid>;tag=1',
  );
});

test('of several challenges the one that the library can answer is left', () => {
  const text = [
    'SIP/2.0 401 Unauthorized',
    'Via: SIP/2.0/WS page.invalid;branch=z9hG4bK1',
    'CSeq: 1 REGISTER',
    'WWW-Authenticate: Digest realm="x", nonce="n", algorithm=MD5, qop="auth"',
    'WWW-Authenticate: Digest realm="x", nonce="n", algorithm=SHA-256, qop="auth"',
    '',
    '',
  ].join('\r\n');
  const screened = screenMessage(text, nobody);
  if (screened.verdict !== 'pass') throw new Error('stopped');
  expect(screened.text.match(/www-authenticate/g)?.length).toBe(1);
  expect(screened.text).toContain('algorithm=MD5');
});

test('a challenge to a call that was given up ends it, and rings nowhere', () => {
  const text = [
    'SIP/2.0 407 Proxy Authentication Required',
    'Via: SIP/2.0/WS page.invalid;branch=z9hG4bK1',
    'Call-ID: given-up',
    'CSeq: 1 INVITE',
    'Proxy-Authenticate: Digest realm="x", nonce="n"',
    '',
    '',
  ].join('\r\n');
  const screened = screenMessage(text, (callId) => callId === 'given-up');
  expect(screened.verdict === 'pass' && screened.message.startLine).toBe('SIP/2.0 487 Request Terminated');
});

test('nothing that a server may send throws', () => {
  const texts = [...cases.map(({ text }) => text), good()];
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.nat(), fc.nat(40), fc.string(), (text, at, cut, put) => {
      const place = at % text.length;
      screenMessage(text.slice(0, place) + put + text.slice(place + cut), nobody);
    }),
    { numRuns: 3000 },
  );
});
