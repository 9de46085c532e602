import type { Header, SipMessage, SipRequest } from './sip-message';

const compact: Readonly<Record<string, string>> = {
  a: 'Accept-Contact',
  b: 'Referred-By',
  c: 'Content-Type',
  d: 'Request-Disposition',
  e: 'Content-Encoding',
  f: 'From',
  i: 'Call-ID',
  j: 'Reject-Contact',
  k: 'Supported',
  l: 'Content-Length',
  m: 'Contact',
  o: 'Event',
  r: 'Refer-To',
  s: 'Subject',
  t: 'To',
  u: 'Allow-Events',
  v: 'Via',
  x: 'Session-Expires',
  y: 'Identity',
};

const token = "[A-Za-z0-9\\-.!%*_+`'~]+";
const requestLine = new RegExp(`^(${token}) (.*) SIP/(\\d+\\.\\d+) *$`, 'is');
const statusLine = /^SIP\/2\.0 ([1-6]\d\d) (.*)$/is;
const headerLine = new RegExp(`^(${token})[ \\t]*:(.*)$`, 's');
/** What no line may hold: NUL and its kind, a lone CR or LF. */
const control = /[\0-\x08\x0a-\x1f\x7f]/;

/** `foreign`: a request in a SIP that we do not speak. `broken`: nobody can say what it is. */
export type Parsed = SipMessage | { readonly foreign: SipRequest } | 'broken';

/** One frame, taken apart; nothing is judged here but its shape. */
export function parseMessage(frame: Buffer): Parsed {
  let start = 0;
  while (frame[start] === 13 && frame[start + 1] === 10) start += 2;
  const end = frame.indexOf('\r\n\r\n', start);
  if (end < 0) return 'broken';
  let head: string;
  try {
    head = new TextDecoder('utf-8', { fatal: true }).decode(frame.subarray(start, end));
  } catch {
    return 'broken';
  }
  const [first = '', ...lines] = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  if (control.test(first) || lines.some((line) => control.test(line))) return 'broken';
  const headers: Header[] = [];
  for (const line of lines) {
    const [, name, value] = headerLine.exec(line) ?? [];
    if (name === undefined || value === undefined) return 'broken';
    headers.push({ name: compact[name.toLowerCase()] ?? name, value: value.trim() });
  }
  const rest = { headers, body: frame.subarray(end + 4) };
  const [, status, reason = ''] = statusLine.exec(first) ?? [];
  if (status !== undefined) return { status: Number(status), reason, ...rest };
  const [, method, uri, version] = requestLine.exec(first) ?? [];
  if (method === undefined || uri === undefined) return 'broken';
  const request = { method, uri, ...rest };
  return version === '2.0' ? request : { foreign: request };
}
