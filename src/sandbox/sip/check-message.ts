import { parseNameAddr, parseNameAddrs } from './name-addr';
import { headerOf, headersOf, isRequest, type SipMessage, type SipRequest } from './sip-message';
import { parseSipUri } from './sip-uri';
import { parseVias } from './via';

const once = ['From', 'To', 'Call-ID', 'CSeq', 'Max-Forwards', 'Content-Length', 'Content-Type', 'Expires'];
const needed = ['Via', 'From', 'To', 'Call-ID', 'CSeq'];
const addressLists = ['Contact', 'Route', 'Record-Route'];
const date = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;
const mostCSeq = 2 ** 31;
/** What a message may go through, RFC 3261 20.22. */
const mostForwards = 255;

export interface CSeq {
  readonly number: number;
  readonly method: string;
}

export function cseqOf(message: SipMessage): CSeq | undefined {
  const [, digits, method] = /^(\d{1,12})\s+(\S+)$/.exec(headerOf(message, 'CSeq') ?? '') ?? [];
  const number = Number(digits);
  return method !== undefined && number < mostCSeq ? { number, method } : undefined;
}

function wrongAddress(message: SipMessage): string | undefined {
  for (const name of ['From', 'To']) {
    const address = parseNameAddr(headerOf(message, name) ?? '');
    if (address === undefined) return name;
    if (/^sips?:/i.test(address.uri) && parseSipUri(address.uri) === undefined) return name;
  }
  for (const name of addressLists) {
    const lines = headersOf(message, name);
    if (name === 'Contact' && lines.length === 1 && lines[0] === '*') continue;
    const addresses = parseNameAddrs(lines);
    if (addresses === undefined) return name;
    if (addresses.some(({ uri }) => /^sips?:/i.test(uri) && parseSipUri(uri) === undefined)) return name;
  }
  return undefined;
}

function wrongLength(message: SipMessage): boolean {
  const told = headerOf(message, 'Content-Length');
  return told !== undefined && (!/^\d{1,9}$/.test(told) || Number(told) > message.body.length);
}

/** The header that makes this message unfit to be acted on or passed on (RFC 3261 8.1.1, 16.3; RFC 4475). */
function wrongHeader(message: SipMessage): string | undefined {
  const absent = needed.find((name) => headerOf(message, name) === undefined);
  if (absent !== undefined) return absent;
  const repeated = once.find((name) => headersOf(message, name).length > 1);
  if (repeated !== undefined) return repeated;
  const cseq = cseqOf(message);
  if (cseq === undefined || (isRequest(message) && cseq.method !== message.method)) return 'CSeq';
  if (headerOf(message, 'Call-ID') === '') return 'Call-ID';
  if (parseVias(headersOf(message, 'Via')) === undefined) return 'Via';
  const forwards = headerOf(message, 'Max-Forwards');
  if (forwards !== undefined && !(/^\d{1,9}$/.test(forwards) && Number(forwards) <= mostForwards))
    return 'Max-Forwards';
  if (wrongLength(message)) return 'Content-Length';
  if (headersOf(message, 'Date').some((value) => !date.test(value))) return 'Date';
  return wrongAddress(message);
}

const wrongTarget = ({ uri }: SipRequest): boolean => {
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"]+$/.test(uri)) return true;
  if (!/^sips?:/i.test(uri)) return false;
  const target = parseSipUri(uri);
  return target === undefined || target.hasHeaders;
};

/** Names what is wrong; undefined for a message that is fit to be acted on. */
export const faultOf = (message: SipMessage): string | undefined =>
  isRequest(message) && wrongTarget(message) ? 'Request-URI' : wrongHeader(message);

/** Without what follows the body that was announced (RFC 3261 18.3). */
export function asAnnounced<T extends SipMessage>(message: T): T {
  const told = headerOf(message, 'Content-Length');
  return told === undefined ? message : { ...message, body: message.body.subarray(0, Number(told)) };
}
