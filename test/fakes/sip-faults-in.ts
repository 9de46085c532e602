import { header, sdp, set, statusOf, type SipMessage } from './sip-message';
import type { SipPeer } from './sip-peer';
import { answerTo, whenRegistered, type AgentPlan, type Misbehaviour } from './sip-script';

type Change = (message: SipMessage) => void;

const rings = (
  name: string,
  plan: AgentPlan,
  play: (peer: SipPeer) => void,
  more: Pick<Misbehaviour, 'mayRing'> = {},
): Misbehaviour => ({
  name: `ring: ${name}`,
  plan,
  play: (peer, time) => {
    if (time === 1) whenRegistered(peer, () => play(peer));
  },
  ...more,
});

const confirm = (peer: SipPeer, request: SipMessage): void =>
  void answerTo(peer, request).then((response) => {
    if (statusOf(response) < 300) peer.inDialog({ request, response }, 'ACK');
    else peer.hopRequest(request, 'ACK');
  });

/** Odd, but a call that an agent should get. */
const odd: [string, Change][] = [
  ['from a telephone address', (m) => set(m, 'From', '<tel:+79991112233>;tag=a1')],
  ['asserted by a telephone address', (m) => set(m, 'P-Asserted-Identity', '<tel:+79991112233>')],
  ['a name of markup', (m) => set(m, 'From', '"<script>alert(1)</script>" <sip:1@x>;tag=a2')],
  ['a name in Cyrillic', (m) => set(m, 'From', '"Анна" <sip:1@x>;tag=a3')],
  ['a name of 8 kB', (m) => set(m, 'From', `"${'x'.repeat(8000)}" <sip:1@x>;tag=a4`)],
  ['an Expires beyond 24 days', (m) => set(m, 'Expires', '99999999')],
  ['Max-Forwards 0', (m) => set(m, 'Max-Forwards', '0')],
  [
    'headers in short form',
    (m) =>
      (m.headers = m.headers.map(([n, v]) => [
        { Via: 'v', From: 'f', To: 't', 'Call-ID': 'i', Contact: 'm' }[n] ?? n,
        v,
      ])),
  ],
  ['a header nobody knows', (m) => set(m, 'X-Odd', 'ü'.repeat(300))],
  ['without a user in From', (m) => set(m, 'From', '<sip:x.invalid>;tag=a5')],
];

/** Not valid, or nothing that we could talk to: must not ring. */
const bad: [string, Change, string?][] = [
  ['Require of the unknown', (m) => set(m, 'Require', 'teleport')],
  ['SIP/7.0', (m) => (m.start = m.start.replace('SIP/2.0', 'SIP/7.0'))],
  ['without Contact', (m) => set(m, 'Contact', undefined)],
  ['without From', (m) => set(m, 'From', undefined)],
  ['without Call-ID', (m) => set(m, 'Call-ID', undefined)],
  ['without Via', (m) => set(m, 'Via', undefined)],
  ['CSeq of another method', (m) => set(m, 'CSeq', '3 BYE')],
  ['a scheme nobody knows', (m) => (m.start = 'INVITE warp:somewhere SIP/2.0')],
  ['a From that is no address', (m) => set(m, 'From', 'nonsense')],
  ['a quote that never ends', (m) => set(m, 'From', '"far <sip:1@x>;tag=q')],
  ['a body of text', (m) => set(m, 'Content-Type', 'text/plain')],
  ['Replaces of nothing', (m) => set(m, 'Replaces', 'gone;to-tag=1;from-tag=2')],
  ['Replaces without tags', (m) => set(m, 'Replaces', 'gone')],
  ['a head of 70 kB', (m) => set(m, 'X-Long', 'x'.repeat(70_000))],
  ['sound that is not a description', () => undefined, 'hello'],
  [
    'sound of plain RTP',
    () => undefined,
    sdp('offer')
      .replace('UDP/TLS/RTP/SAVPF', 'RTP/AVP')
      .replace(/a=(ice|fingerprint|setup).*\r\n/g, ''),
  ],
  [
    'sound of a picture only',
    () => undefined,
    sdp('offer')
      .replace('m=audio', 'm=video')
      .replace('SAVPF 111 0 126', 'SAVPF 96')
      .replace(/a=rtpmap.*\r\n/g, ''),
  ],
  ['sound without a fingerprint', () => undefined, sdp('offer').replace(/a=fingerprint.*\r\n/, '')],
  [
    'sound of a megabyte',
    () => undefined,
    `${sdp('offer')}${'a=x-much:abcdefghijklmnopqrstuvwxyz\r\n'.repeat(28_000)}`,
  ],
];

const stories: Misbehaviour[] = [
  rings('given up by the caller', 'ignores', (peer) => {
    const invite = peer.invite();
    setTimeout(() => peer.hopRequest(invite, 'CANCEL'), 300);
  }),
  rings('answered elsewhere', 'ignores', (peer) => {
    const invite = peer.invite();
    setTimeout(
      () =>
        peer.hopRequest(invite, 'CANCEL', (m) =>
          set(m, 'Reason', 'SIP;cause=200;text="Call completed elsewhere"'),
        ),
      300,
    );
  }),
  rings('given up in the moment of the ring', 'answers', (peer) => {
    peer.hopRequest(peer.invite(), 'CANCEL');
  }),
  rings('given up as the agent answers', 'answers', (peer) => {
    const invite = peer.invite();
    setTimeout(() => peer.hopRequest(invite, 'CANCEL'), 120);
  }),
  rings('CANCEL of another branch', 'ignores', (peer) => {
    peer.hopRequest(peer.invite(), 'CANCEL', (m) => set(m, 'Via', 'SIP/2.0/WS x.invalid;branch=z9hG4bKnot'));
  }),
  rings('no ACK ever', 'answers', (peer) => void peer.invite()),
  rings('goodbye in place of the ACK', 'answers', (peer) => {
    const request = peer.invite();
    void answerTo(peer, request).then((response) => peer.inDialog({ request, response }, 'BYE'));
  }),
  rings('goodbye right behind the ACK', 'answers', (peer) => {
    const request = peer.invite();
    void answerTo(peer, request).then((response) => {
      peer.inDialog({ request, response }, 'ACK');
      peer.inDialog({ request, response }, 'BYE');
    });
  }),
  rings('without sound in the call, none in the ACK', 'answers', (peer) => {
    const request = peer.invite((m) => {
      set(m, 'Content-Type', undefined);
      set(m, 'Content-Length', '0');
    }, '');
    confirm(peer, request);
  }),
  rings('without sound in the call, nonsense in the ACK', 'answers', (peer) => {
    const request = peer.invite((m) => {
      set(m, 'Content-Type', undefined);
      set(m, 'Content-Length', '0');
    }, '');
    void answerTo(peer, request).then((response) =>
      peer.inDialog({ request, response }, 'ACK', undefined, 'nonsense'),
    );
  }),
  rings('the same INVITE three times', 'answers', (peer) => {
    const request = peer.invite();
    peer.send(request);
    peer.send(request);
    confirm(peer, request);
  }),
  rings('twenty callers at once', 'declines', (peer) => {
    for (let time = 0; time < 20; time += 1) confirm(peer, peer.invite());
  }),
  rings('the socket closes while it rings', 'ignores', (peer) => {
    peer.invite();
    setTimeout(() => peer.socket.terminate(), 300);
  }),
  rings('the socket closes as the agent answers', 'answers', (peer) => {
    peer.invite();
    void peer
      .next((message) => statusOf(message) === 180)
      .then(() => setTimeout(() => peer.socket.terminate(), 40));
  }),
  rings('the socket closes upon the answer', 'answers', (peer) => {
    const request = peer.invite();
    void answerTo(peer, request).then(() => peer.socket.terminate());
  }),
  rings('declined, and the server asks again', 'declines', (peer) => {
    const request = peer.invite();
    void answerTo(peer, request).then(() => {
      peer.send(request);
      peer.hopRequest(request, 'ACK');
    });
  }),
  rings('nobody comes to the phone, and no ACK to that', 'ignores', (peer) => void peer.invite()),
  rings('from ourselves', 'answers', (peer) =>
    confirm(
      peer,
      peer.invite((m) => set(m, 'From', `<${peer.aor}>;tag=own`)),
    ),
  ),
  rings(
    'with a To tag that we never gave',
    'ignores',
    (peer) => void peer.invite((m) => set(m, 'To', `${header(m, 'To')};tag=never`)),
    { mayRing: false },
  ),
];

export const incomingFaults: readonly Misbehaviour[] = [
  ...odd.map(([name, change]) => rings(name, 'answers', (peer) => confirm(peer, peer.invite(change)))),
  ...bad.map(([name, change, body]) =>
    rings(name, 'ignores', (peer) => confirm(peer, peer.invite(change, body)), { mayRing: false }),
  ),
  ...stories,
];
