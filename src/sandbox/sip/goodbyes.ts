import { domain } from './forward-request';
import { parseNameAddrs } from './name-addr';
import { headerOf, headersOf, type SipMessage, type SipRequest, type SipResponse } from './sip-message';
import { parseSipUri } from './sip-uri';

/** Above all that the phones themselves have counted to in their talk, below RFC 3261's end of 2^31. */
const lateCount = 2_000_000_000;

export interface Goodbye {
  readonly place: string;
  readonly request: SipRequest;
}

/** A BYE to either phone of a talk, each as if the other had said it: how a proxy ends what goes through it. */
export function goodbyes(invite: SipRequest, answer: SipResponse, id: string): Goodbye[] {
  const value = (message: SipMessage, name: string): string => headerOf(message, name) ?? '';
  const [caller, called] = [value(invite, 'From'), value(answer, 'To')];
  return [
    { to: answer, from: caller, goesTo: called, turn: 'a' },
    { to: invite, from: called, goesTo: caller, turn: 'b' },
  ].flatMap(({ to, from, goesTo, turn }) => {
    const uri = parseNameAddrs(headersOf(to, 'Contact'))?.[0]?.uri ?? '';
    const place = parseSipUri(uri)?.place;
    if (place === undefined) return [];
    const headers = Object.entries({
      Via: `SIP/2.0/WS ${domain};branch=z9hG4bK${id}${turn}`,
      'Max-Forwards': '70',
      From: from,
      To: goesTo,
      'Call-ID': value(invite, 'Call-ID'),
      CSeq: `${lateCount} BYE`,
    }).map(([name, text]) => ({ name, value: text }));
    return [{ place, request: { method: 'BYE', uri, headers, body: Buffer.alloc(0) } }];
  });
}
