import { valueOf, valuesOf, type SipText } from './sip-text';

export interface RequestFault {
  readonly status: number;
  readonly more?: readonly string[];
}

const once = ['from', 'to', 'call-id', 'cseq', 'max-forwards', 'content-length', 'content-type'];
/** What the library can do if a caller insists on it. */
const known = new Set(['replaces', 'outbound', '']);

const quotesBalance = (value: string): boolean =>
  (value.replace(/\\./g, '').match(/"/g) ?? []).length % 2 === 0;
const outsideQuotes = (value: string): string => value.replace(/"(\\.|[^"\\])*"/g, '""');
/** Separators with nothing between or behind them. */
const hasGap = (value: string): boolean => /[;,]\s*[;,]|[;,]\s*$/.test(outsideQuotes(value));

function addressFault(value: string, schemes: RegExp): number | undefined {
  if (!quotesBalance(value) || hasGap(value)) return 400;
  const bare = outsideQuotes(value);
  const angled = /^(""|[\w\-.!%*+`'~ \t]*)\s*<([^<>\s]+)>\s*(;.*)?$/.exec(bare);
  const uri = angled?.[2] ?? /^([^\s<>";,]+)\s*(;.*)?$/.exec(bare)?.[1] ?? '';
  const scheme = /^([a-z][a-z0-9+.-]*):.+/i.exec(uri)?.[1];
  if (scheme === undefined) return 400;
  return schemes.test(scheme) ? undefined : 416;
}

function lengthFault(message: SipText): boolean {
  const told = valueOf(message, 'content-length');
  if (told === undefined) return false;
  return !/^\d{1,9}$/.test(told) || Number(told) > new TextEncoder().encode(message.body).length;
}

function inviteFault(message: SipText): RequestFault | undefined {
  const contacts = valuesOf(message, 'contact');
  if (contacts.length !== 1 || contacts.some((contact) => addressFault(contact, /^sips?$/i) !== undefined))
    return { status: 400 };
  const strange = valuesOf(message, 'require')
    .flatMap((value) => value.split(','))
    .map((tag) => tag.trim().toLowerCase())
    .filter((tag) => !known.has(tag));
  if (strange.length > 0) return { status: 420, more: [`unsupported: ${strange.join(', ')}`] };
  const type = valueOf(message, 'content-type');
  if (
    message.body !== '' &&
    valueOf(message, 'content-length') !== '0' &&
    !/^application\/sdp\b/i.test(type ?? '')
  )
    return { status: 415, more: ['accept: application/sdp'] };
  const accept = valuesOf(message, 'accept').join(',');
  if (message.body === '' && accept !== '' && !/application\/(sdp|\*)|\*\/\*/i.test(accept))
    return { status: 400 };
  const replaces = valuesOf(message, 'replaces');
  const wellFormed = (value: string): boolean =>
    /^[^;\s]+;/.test(value) && value.includes(';to-tag=') && value.includes(';from-tag=');
  if (replaces.length > 1 || !replaces.every(wellFormed)) return { status: 400 };
  const date = valueOf(message, 'date');
  if (date !== undefined && !date.endsWith(' GMT')) return { status: 400 };
  return undefined;
}

/** What makes a request one that must not be acted upon. The library itself would let most of this ring. */
export function requestFault(message: SipText): RequestFault | undefined {
  const line = /^([\w\-.!%*+`'~]+) (\S+) (SIP\/\d+\.\d+)$/.exec(message.startLine);
  if (line === null) return { status: 400 };
  const [, method = '', target = '', version = ''] = line;
  if (version !== 'SIP/2.0') return { status: 505 };
  const scheme = /^([a-z][a-z0-9+.-]*):[^<>"]+$/i.exec(target)?.[1];
  if (scheme === undefined) return { status: 400 };
  if (!/^sips?$/i.test(scheme)) return { status: 416 };
  if (target.includes('?')) return { status: 400 };
  if (once.some((name) => valuesOf(message, name).length > 1)) return { status: 400 };
  const sequence = /^(\d{1,10})\s+(\S+)$/.exec(valueOf(message, 'cseq') ?? '');
  if (sequence === null || Number(sequence[1]) > 2 ** 31 - 1 || sequence[2] !== method)
    return { status: 400 };
  if (message.headers.some(([name]) => !/^[\w\-.!%*+`'~]+$/.test(name))) return { status: 400 };
  if (valuesOf(message, 'via').length === 0 || valuesOf(message, 'via').some(hasGap)) return { status: 400 };
  if (!/^\S+$/.test(valueOf(message, 'call-id') ?? '')) return { status: 400 };
  for (const name of ['from', 'to']) {
    const status = addressFault(valueOf(message, name) ?? '', /^(sips?|tel)$/i);
    if (status !== undefined) return { status };
  }
  if (lengthFault(message)) return { status: 400 };
  const forwards = valueOf(message, 'max-forwards');
  if (forwards !== undefined && !/^\d{1,3}$/.test(forwards)) return { status: 400 };
  if (method === 'PRACK' || method === 'UPDATE')
    return { status: 405, more: ['allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, NOTIFY, REFER, MESSAGE'] };
  const isNew = !/;\s*tag=/i.test(valueOf(message, 'to') ?? '');
  return method === 'INVITE' && isNew ? inviteFault(message) : undefined;
}
