import { header, sdp, set, type SipMessage } from './sip-message';
import type { SipPeer } from './sip-peer';
import { challenge, type Misbehaviour } from './sip-script';

type Change = (message: SipMessage) => void;

const calls = (name: string, onInvite: (request: SipMessage, peer: SipPeer) => void): Misbehaviour => ({
  name: `call: ${name}`,
  plan: 'calls',
  play(peer) {
    peer.on['INVITE'] = (request) => {
      if (!header(request, 'To').includes(';tag=')) onInvite(request, peer);
    };
  },
});

const refusals: Misbehaviour[] = [
  300, 302, 305, 380, 400, 402, 403, 404, 405, 408, 410, 413, 415, 420, 421, 423, 480, 481, 482, 483, 484,
  485, 486, 487, 488, 491, 493, 500, 501, 502, 503, 504, 505, 513, 580, 600, 603, 604, 606, 699,
].map((code) =>
  calls(`refused with ${code}`, (request, peer) => {
    peer.reply(request, 100);
    if (code % 2 === 0) peer.reply(request, 180);
    peer.reply(request, code, { change: (message) => set(message, 'Retry-After', '120') });
  }),
);

const answers: [string, Change][] = [
  ['without Contact', (m) => set(m, 'Contact', undefined)],
  ['without To tag', (m) => set(m, 'To', header(m, 'To').replace(/;tag=.*/, ''))],
  [
    'with another branch',
    (m) => set(m, 'Via', header(m, 'Via').replace(/branch=[^;]+/, 'branch=z9hG4bKother')),
  ],
  [
    'with one Via too many',
    (m) => m.headers.unshift(['Via', 'SIP/2.0/WS proxy.invalid;branch=z9hG4bKextra']),
  ],
  ['without Via', (m) => set(m, 'Via', undefined)],
  ['with a port in Via', (m) => set(m, 'Via', header(m, 'Via').replace('.invalid', '.invalid:5060'))],
  ['with CSeq of another method', (m) => set(m, 'CSeq', '1 OPTIONS')],
  ['with another CSeq number', (m) => set(m, 'CSeq', '77 INVITE')],
  ['with a CSeq that is no number', (m) => set(m, 'CSeq', 'one INVITE')],
  ['with another Call-ID', (m) => set(m, 'Call-ID', 'somebody-elses')],
  ['without Call-ID', (m) => set(m, 'Call-ID', undefined)],
  ['without From', (m) => set(m, 'From', undefined)],
  ['with too long a Content-Length', (m) => set(m, 'Content-Length', '9999')],
  ['with too short a Content-Length', (m) => set(m, 'Content-Length', '10')],
  ['with a Content-Length below nothing', (m) => set(m, 'Content-Length', '-5')],
  ['without Content-Type', (m) => set(m, 'Content-Type', undefined)],
  ['with text in place of sound', (m) => set(m, 'Content-Type', 'text/plain')],
  ['with a Contact that is no address', (m) => set(m, 'Contact', '<<<>>>')],
  ['with a telephone as Contact', (m) => set(m, 'Contact', '<tel:+79991112233>')],
  ['with a To that is no address', (m) => set(m, 'To', '"far <sip:')],
  ['with a Record-Route that is no address', (m) => set(m, 'Record-Route', '%%%')],
  [
    'with twenty Record-Routes',
    (m) =>
      m.headers.push(
        ...Array.from({ length: 20 }, (_n, i): [string, string] => [
          'Record-Route',
          `<sip:p${i}.invalid;lr>`,
        ]),
      ),
  ],
  ['with Require of the unknown', (m) => set(m, 'Require', 'teleport')],
  ['with a Session-Expires of one second', (m) => set(m, 'Session-Expires', '1;refresher=uac')],
  ['with a name of 64 kB', (m) => set(m, 'Contact', `"${'x'.repeat(65_000)}" <sip:far@far.invalid>`)],
  ['with a phrase of 60 kB', (m) => (m.start = `SIP/2.0 200 ${'x'.repeat(60_000)}`)],
  [
    'with an asserted identity of markup',
    (m) => set(m, 'P-Asserted-Identity', '"<img src=x onerror=alert(1)>" <sip:1@x>'),
  ],
  ['with an asserted identity that is no address', (m) => set(m, 'P-Asserted-Identity', '<>')],
];

const sounds: [string, string][] = [
  ['without any', ''],
  ['that is not a description', 'hello'],
  ['cut off in the middle', sdp('answer').slice(0, 120)],
  [
    'of plain RTP',
    sdp('answer')
      .replace('UDP/TLS/RTP/SAVPF', 'RTP/AVP')
      .replace(/a=(ice|fingerprint|setup).*\r\n/g, ''),
  ],
  ['without a fingerprint', sdp('answer').replace(/a=fingerprint.*\r\n/, '')],
  ['without ICE', sdp('answer').replace(/a=ice.*\r\n/g, '')],
  ['without rtcp-mux', sdp('answer').replace('a=rtcp-mux\r\n', '')],
  ['that refuses the sound', sdp('answer').replace('m=audio 9', 'm=audio 0')],
  [
    'of no codec in common',
    sdp('answer')
      .replace('SAVPF 111 0 126', 'SAVPF 99')
      .replace(/a=rtpmap.*\r\n/g, ''),
  ],
  ['that offers to be asked', sdp('answer').replace('a=setup:active', 'a=setup:actpass')],
  ['that holds', sdp('answer', 'inactive')],
  ['that only listens', sdp('answer', 'recvonly')],
  ['of a picture only', sdp('answer').replace('m=audio', 'm=video')],
  ['with one line too many', `${sdp('answer')}m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:1\r\n`],
  ['with lines that end in LF alone', sdp('answer').replace(/\r\n/g, '\n')],
  ['of a megabyte', `${sdp('answer')}${'a=x-much:abcdefghijklmnopqrstuvwxyz\r\n'.repeat(28_000)}`],
];

const ofAnswers: Misbehaviour[] = [
  ...answers.map(([name, change]) =>
    calls(`answered ${name}`, (request, peer) => {
      peer.reply(request, 180);
      peer.answer(request, change);
    }),
  ),
  ...sounds.map(([name, body]) =>
    calls(`answered with sound ${name}`, (request, peer) => {
      peer.reply(request, 180);
      peer.reply(request, 200, { body });
    }),
  ),
];

const silences: Misbehaviour[] = [
  calls('nobody says anything', () => undefined),
  calls('100, then nothing', (request, peer) => void peer.reply(request, 100)),
  calls('180, then nothing', (request, peer) => void peer.reply(request, 180)),
  calls(
    '183 with sound, then nothing',
    (request, peer) => void peer.reply(request, 183, { body: sdp('answer') }),
  ),
  calls('181, 182, 183, 199, then nothing', (request, peer) => {
    for (const code of [181, 182, 183, 199]) peer.reply(request, code);
  }),
  calls('500 times 180', (request, peer) => {
    for (let time = 0; time < 500; time += 1) peer.reply(request, 180);
    peer.reply(request, 486);
  }),
  calls('200 answers of a fork', (request, peer) => {
    for (let time = 0; time < 200; time += 1)
      peer.answer(request, (message) => set(message, 'To', `<sip:1@x>;tag=fork${time}`));
  }),
  calls('the same answer five times', (request, peer) => {
    for (let time = 0; time < 5; time += 1) peer.answer(request);
  }),
  calls('yes and then no', (request, peer) => {
    peer.answer(request);
    peer.reply(request, 486);
  }),
  calls('no and then yes', (request, peer) => {
    peer.reply(request, 486);
    peer.answer(request);
  }),
  calls(
    'status 099',
    (request, peer) => void peer.reply(request, 200, { change: (m) => (m.start = 'SIP/2.0 099 Low') }),
  ),
  calls('status 999', (request, peer) => void peer.reply(request, 999)),
  calls(
    'status of one digit',
    (request, peer) => void peer.reply(request, 200, { change: (m) => (m.start = 'SIP/2.0 2 Ok') }),
  ),
  calls(
    'SIP/3.0',
    (request, peer) => void peer.reply(request, 200, { change: (m) => (m.start = 'SIP/3.0 200 Ok') }),
  ),
  calls(
    'a reliable 180 nobody asked for',
    (request, peer) =>
      void peer.reply(request, 180, {
        change: (m) => {
          set(m, 'Require', '100rel');
          set(m, 'RSeq', '1');
        },
      }),
  ),
  calls('goodbye right behind the answer', (request, peer) => {
    const response = peer.answer(request);
    peer.inDialog({ request, response }, 'BYE');
  }),
  calls('goodbye before the answer', (request, peer) => {
    const response = peer.reply(request, 180);
    peer.inDialog({ request, response }, 'BYE');
  }),
  calls('a re-INVITE right behind the answer', (request, peer) => {
    const response = peer.answer(request);
    peer.inDialog({ request, response }, 'INVITE', undefined, sdp('offer'));
  }),
];

const challenges: Misbehaviour[] = [
  calls('407 again and again', (request, peer) => void peer.reply(request, 407, { change: challenge() })),
  calls(
    '407 stale again and again',
    (request, peer) => void peer.reply(request, 407, { change: challenge(', stale=true') }),
  ),
  calls('407 without a challenge', (request, peer) => void peer.reply(request, 407)),
  calls(
    '407 of nonsense',
    (request, peer) =>
      void peer.reply(request, 407, { change: (m) => set(m, 'Proxy-Authenticate', 'Digest') }),
  ),
  calls(
    '407 of another scheme',
    (request, peer) =>
      void peer.reply(request, 407, { change: (m) => set(m, 'Proxy-Authenticate', 'Bearer x="y"') }),
  ),
  calls(
    '407 SHA-256 only',
    (request, peer) =>
      void peer.reply(request, 407, {
        change: (m) => set(m, 'Proxy-Authenticate', 'Digest realm="x", nonce="n", algorithm=SHA-256'),
      }),
  ),
  calls('407, then nothing', (request, peer) => {
    if (header(request, 'Proxy-Authorization') === '') peer.reply(request, 407, { change: challenge() });
  }),
];

export const outgoingFaults: readonly Misbehaviour[] = [
  ...refusals,
  ...ofAnswers,
  ...silences,
  ...challenges,
];
