import { header, set, type SipMessage } from './sip-message';
import type { SipPeer } from './sip-peer';
import { whenRegistered, type Misbehaviour } from './sip-script';

const registers = (
  name: string,
  onRegister: (request: SipMessage, peer: SipPeer, time: number) => void,
): Misbehaviour => ({
  name: `register: ${name}`,
  plan: 'watches',
  play(peer) {
    let times = 0;
    peer.on['REGISTER'] = (request) => onRegister(request, peer, (times += 1));
  },
});

const registered = (
  name: string,
  contact: (own: string) => string | undefined,
  more?: (m: SipMessage) => void,
): Misbehaviour =>
  registers(
    name,
    (request, peer) =>
      void peer.reply(request, 200, {
        change: (m) => {
          set(m, 'Contact', contact(peer.contact));
          more?.(m);
        },
      }),
  );

const registrations: Misbehaviour[] = [
  registered('200 without expires', (own) => `<${own}>`),
  registered(
    '200 without expires, with an Expires header',
    (own) => `<${own}>`,
    (m) => set(m, 'Expires', '300'),
  ),
  registered('200 with expires=0', (own) => `<${own}>;expires=0`),
  registered('200 with expires=1', (own) => `<${own}>;expires=1`),
  registered('200 with expires beyond 24 days', (own) => `<${own}>;expires=99999999`),
  registered('200 with expires=soon', (own) => `<${own}>;expires=soon`),
  registered('200 without Contact', () => undefined),
  registered('200 with the Contact of another', () => '<sip:other@other.invalid>;expires=300'),
  registered('200 with a Contact that is no address', () => '<<<;expires=300'),
  registered('200 with fifty Contacts', (own) =>
    [
      ...Array.from({ length: 50 }, (_n, i) => `<sip:p${i}@p.invalid>;expires=9`),
      `<${own}>;expires=300`,
    ].join(', '),
  ),
  ...[300, 302, 400, 403, 404, 408, 480, 500, 503, 600, 603].map((code) =>
    registers(`${code}`, (request, peer) => void peer.reply(request, code)),
  ),
  registers(
    '503 with Retry-After',
    (request, peer) => void peer.reply(request, 503, { change: (m) => set(m, 'Retry-After', '1') }),
  ),
  registers(
    '401 again and again',
    (request, peer) =>
      void peer.reply(request, 401, {
        change: (m) => set(m, 'WWW-Authenticate', 'Digest realm="x", nonce="n", algorithm=MD5'),
      }),
  ),
  registers(
    '401 stale again and again',
    (request, peer) =>
      void peer.reply(request, 401, {
        change: (m) => set(m, 'WWW-Authenticate', `Digest realm="x", nonce="${Math.random()}", stale=true`),
      }),
  ),
  registers('401 with MD5 before SHA-256', (request, peer) => {
    if (header(request, 'Authorization') !== '')
      peer.reply(request, 200, { change: (m) => set(m, 'Contact', `<${peer.contact}>;expires=300`) });
    else
      peer.reply(request, 401, {
        change: (m) =>
          m.headers.push(
            ['WWW-Authenticate', 'Digest realm="x", nonce="n", algorithm=MD5'],
            ['WWW-Authenticate', 'Digest realm="x", nonce="n", algorithm=SHA-256'],
          ),
      });
  }),
  registers(
    '423 for ever longer',
    (request, peer, time) =>
      void peer.reply(request, 423, { change: (m) => set(m, 'Min-Expires', String(600 + time)) }),
  ),
  registers('423 without a minimum', (request, peer) => void peer.reply(request, 423)),
  registers('nothing', () => undefined),
  registers('100 only', (request, peer) => void peer.reply(request, 100)),
  registers('the socket closes upon it', (_request, peer) => peer.socket.terminate()),
  registers('answered twice', (request, peer) => {
    for (let time = 0; time < 2; time += 1)
      peer.reply(request, 200, { change: (m) => set(m, 'Contact', `<${peer.contact}>;expires=300`) });
  }),
];

const says = (name: string, text: string | Buffer): Misbehaviour => ({
  name: `frame: ${name}`,
  plan: 'watches',
  play: (peer, time) => {
    if (time === 1) whenRegistered(peer, () => peer.socket.send(text));
  },
});
const options = (change: (lines: string[]) => void): string => {
  const lines = [
    'OPTIONS sip:101@x.invalid SIP/2.0',
    'Via: SIP/2.0/WS far.invalid;branch=z9hG4bKodd',
    'Max-Forwards: 70',
    'From: <sip:far@sandbox>;tag=f1',
    'To: <sip:101@sandbox>',
    'Call-ID: odd-1',
    'CSeq: 1 OPTIONS',
    'Content-Length: 0',
  ];
  change(lines);
  return `${lines.join('\r\n')}\r\n\r\n`;
};

const frames: Misbehaviour[] = [
  says('empty', ''),
  says('keep-alive', '\r\n\r\n'),
  says('half a keep-alive', '\r\n'),
  says('prose', 'How are you?'),
  says('HTML', '<!doctype html><title>502</title>\r\n\r\n'),
  says('JSON', '{"error":"maintenance"}'),
  says('NUL', '\0'.repeat(500)),
  says('binary', Buffer.from([0xff, 0xfe, 0x00, 0x80, 0xc3, 0x28])),
  says('a good one in binary', Buffer.from(options(() => undefined))),
  says('a megabyte of x', 'x'.repeat(1_000_000)),
  says('line ends of LF', options(() => undefined).replace(/\r\n/g, '\n')),
  says('two in one frame', options(() => undefined) + options((lines) => (lines[5] = 'Call-ID: odd-2'))),
  says('a request without headers', 'OPTIONS sip:101@x SIP/2.0\r\n\r\n'),
  says('a response without headers', 'SIP/2.0 200 OK\r\n\r\n'),
  says(
    'a response to nothing',
    'SIP/2.0 200 OK\r\nVia: SIP/2.0/WS x.invalid;branch=z9hG4bKno\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>;tag=2\r\nCall-ID: no\r\nCSeq: 1 INVITE\r\n\r\n',
  ),
  says(
    'a thousand headers',
    options((lines) => lines.push(...Array.from({ length: 1000 }, (_n, i) => `X-${i}: y`))),
  ),
  says(
    'a header without a colon',
    options((lines) => lines.push('nonsense')),
  ),
  says(
    'a CSeq that is no number',
    options((lines) => (lines[6] = 'CSeq: one OPTIONS')),
  ),
  says(
    'a scheme nobody knows',
    options((lines) => (lines[0] = 'OPTIONS warp:speed SIP/2.0')),
  ),
  says(
    'PRACK out of the blue',
    options((lines) => {
      lines[0] = 'PRACK sip:101@x SIP/2.0';
      lines[6] = 'CSeq: 1 PRACK';
    }),
  ),
  says(
    'BYE out of the blue',
    options((lines) => {
      lines[0] = 'BYE sip:101@x SIP/2.0';
      lines[4] = 'To: <sip:101@sandbox>;tag=t';
      lines[6] = 'CSeq: 1 BYE';
    }),
  ),
  says(
    'ACK out of the blue',
    options((lines) => {
      lines[0] = 'ACK sip:101@x SIP/2.0';
      lines[4] = 'To: <sip:101@sandbox>;tag=t';
      lines[6] = 'CSeq: 1 ACK';
    }),
  ),
  says(
    'CANCEL out of the blue',
    options((lines) => {
      lines[0] = 'CANCEL sip:101@x SIP/2.0';
      lines[6] = 'CSeq: 1 CANCEL';
    }),
  ),
  says(
    'REGISTER to us',
    options((lines) => {
      lines[0] = 'REGISTER sip:x SIP/2.0';
      lines[6] = 'CSeq: 1 REGISTER';
    }),
  ),
  says(
    'NOTIFY out of the blue',
    options((lines) => {
      lines[0] = 'NOTIFY sip:101@x SIP/2.0';
      lines[6] = 'CSeq: 1 NOTIFY';
      lines.push('Event: message-summary');
    }),
  ),
];

const sockets: Misbehaviour[] = [
  {
    name: 'socket: closed at once, again and again',
    plan: 'watches',
    play: (peer) => peer.socket.terminate(),
  },
  {
    name: 'socket: closed with 1011',
    plan: 'watches',
    play: (peer) => whenRegistered(peer, () => peer.socket.close(1011)),
  },
  {
    name: 'socket: half open, nothing comes back',
    plan: 'calls',
    play(peer) {
      whenRegistered(peer, () => {
        for (const method of ['INVITE', 'OPTIONS', 'BYE', 'CANCEL', 'REGISTER'])
          peer.on[method] = () => undefined;
      });
    },
  },
  ...['INVITE', 'ACK'].map((method): Misbehaviour => ({
    name: `socket: closed upon the ${method}`,
    plan: 'calls',
    play(peer) {
      void peer.request(method).then(() => peer.socket.terminate());
    },
  })),
  {
    name: 'socket: closed while it rings there',
    plan: 'calls',
    play(peer, time) {
      if (time > 1) return;
      peer.on['INVITE'] = (request) => {
        peer.reply(request, 180);
        setTimeout(() => peer.socket.terminate(), 200);
      };
    },
  },
];

export const lineFaults: readonly Misbehaviour[] = [...registrations, ...frames, ...sockets];
