import { parseNameAddr } from './name-addr';
import { headerOf, type SipMessage } from './sip-message';

const key = (callId: string, tags: readonly string[]): string =>
  JSON.stringify([callId, ...[...tags].sort()]);

export const tagOf = (message: SipMessage, name: 'From' | 'To'): string | undefined =>
  parseNameAddr(headerOf(message, name) ?? '')?.params.get('tag');

/** One name for a dialog, whichever end speaks. */
export const dialogKey = (message: SipMessage): string =>
  key(headerOf(message, 'Call-ID') ?? '', [tagOf(message, 'From') ?? '', tagOf(message, 'To') ?? '']);

/** The dialog that an INVITE wants to take the place of (RFC 3891). */
export function replacedDialog(invite: SipMessage): string | undefined {
  const [callId = '', ...params] = (headerOf(invite, 'Replaces') ?? '').split(';');
  const tags = params
    .map((param) => /^\s*(?:to|from)-tag\s*=\s*(\S+)\s*$/i.exec(param)?.[1])
    .filter((tag) => tag !== undefined);
  return tags.length === 2 ? key(callId.trim(), tags) : undefined;
}
