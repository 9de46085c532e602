import { requestFault, type RequestFault } from './request-fault';
import { readSip, refusalOf, valueOf, valuesOf, writeSip, type SipText } from './sip-text';

/** What comes from the server, judged before the library sees it. */
export type Screened =
  | { readonly verdict: 'pass'; readonly text: string; readonly message: SipText }
  /** `answer` goes back instead; undefined: such a thing is not answered. `message`: as far as it could be read. */
  | { readonly verdict: 'stop'; readonly answer?: string | undefined; readonly message?: SipText };

const stop = (message?: SipText, answer?: string): Screened => ({
  verdict: 'stop',
  answer,
  ...(message !== undefined && { message }),
});

/** More than this costs the page a frame to parse, and no honest message is as long. */
const longest = 64 * 1024;
const longestHead = 16 * 1024;

/** A timer for longer overflows and fires at once. */
const longestExpires = 2_000_000;

/** The library takes the last challenge, and can only do MD5. */
const isOtherDigest = ([name, value]: readonly [string, string]): boolean =>
  /^(www|proxy)-authenticate$/.test(name) && /algorithm="?(?!MD5"?\s*(,|$))/i.test(value);

function mended(message: SipText): SipText {
  const digests = message.headers.some(
    (header) => /^(www|proxy)-authenticate$/.test(header[0]) && !isOtherDigest(header),
  );
  return {
    ...message,
    headers: message.headers
      .filter((header) => !(digests && isOtherDigest(header)))
      .filter(([name, value]) => name !== 'expires' || Number(value) <= longestExpires)
      // The library drops a call from a telephone URI without a word.
      .map(([name, value]) =>
        name === 'from'
          ? [name, value.replace(/<tel:([^>;]+)[^>]*>/i, '<sip:$1@telephone.invalid>')]
          : [name, value],
      ),
  };
}

/** `isOver`: Call-IDs of our own calls that were given up while the server may still ask who we are. */
export function screenMessage(text: string, isOver: (callId: string) => boolean): Screened {
  const head = text.indexOf('\r\n\r\n');
  const message = readSip(text);
  if (message === undefined) return stop();
  const isResponse = /^SIP\//i.test(message.startLine);
  const fault: RequestFault | undefined =
    text.length > longest || head > longestHead
      ? { status: 513 }
      : isResponse
        ? undefined
        : requestFault(message);
  if (fault !== undefined) {
    // There is no answer to an ACK, and none to a response.
    if (isResponse || message.startLine.startsWith('ACK ')) return stop(message);
    return stop(message, refusalOf(message, fault.status, fault.more));
  }
  if (isResponse) {
    if (!/^SIP\/2\.0 [1-6]\d\d( |$)/.test(message.startLine)) return stop();
    if (!/^\d{1,10}\s+[A-Z]+$/.test(valueOf(message, 'cseq') ?? '')) return stop();
    if (valuesOf(message, 'via').length === 0) return stop(message);
    const challenge = /^SIP\/2\.0 (401|407)( |$)/.test(message.startLine);
    // Or the library would answer the challenge, and the far phone would ring for a call that was given up.
    if (
      challenge &&
      (valueOf(message, 'cseq') ?? '').endsWith(' INVITE') &&
      isOver(valueOf(message, 'call-id') ?? '')
    ) {
      const given = { ...message, startLine: 'SIP/2.0 487 Request Terminated' };
      return { verdict: 'pass', text: writeSip(given), message: given };
    }
  }
  const better = mended(message);
  return { verdict: 'pass', text: writeSip(better), message: better };
}
