/** A SIP message of a scripted server: good unless a script makes it bad. */
export interface SipMessage {
  start: string;
  headers: [name: string, value: string][];
  body: string;
}

export function parse(text: string): SipMessage {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [start = '', ...lines] = head.split('\r\n');
  return {
    start,
    headers: lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    }),
    body: rest.join('\r\n\r\n'),
  };
}

export const header = (message: SipMessage, name: string): string =>
  message.headers.find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1] ?? '';

export const headersOf = (message: SipMessage, name: string): string[] =>
  message.headers.filter(([known]) => known.toLowerCase() === name.toLowerCase()).map(([, value]) => value);

/** In place; undefined takes the header out. */
export function set(message: SipMessage, name: string, value: string | undefined): SipMessage {
  message.headers = message.headers.filter(([known]) => known.toLowerCase() !== name.toLowerCase());
  if (value !== undefined) message.headers.push([name, value]);
  return message;
}

export const render = ({ start, headers, body }: SipMessage): string =>
  `${start}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;

export const methodOf = ({ start }: SipMessage): string => start.split(' ')[0] ?? '';
export const statusOf = ({ start }: SipMessage): number =>
  start.startsWith('SIP/2.0 ') ? Number(start.slice(8, 11)) : 0;

/** The sound that a phone at the other end would offer or answer; nobody is there, so it stays silent. */
export function sdp(kind: 'offer' | 'answer', direction = 'sendrecv'): string {
  const lines = [
    'v=0',
    'o=- 4611731400430051336 2 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=group:BUNDLE 0',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111 0 126',
    'c=IN IP4 0.0.0.0',
    'a=rtcp:9 IN IP4 0.0.0.0',
    'a=ice-ufrag:Zx4k',
    'a=ice-pwd:pl8VnLr4d5Yc0mWq2sB7tJhE',
    `a=fingerprint:sha-256 ${Array.from({ length: 32 }, (_none, index) => (index + 16).toString(16).toUpperCase()).join(':')}`,
    `a=setup:${kind === 'offer' ? 'actpass' : 'active'}`,
    'a=mid:0',
    `a=${direction}`,
    'a=rtcp-mux',
    'a=rtpmap:111 opus/48000/2',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:126 telephone-event/8000',
    'a=candidate:1 1 udp 2113937151 127.0.0.1 9 typ host',
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}
