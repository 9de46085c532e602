import { answerTo } from './answer-to';
import type { Account } from './digest';
import { parseMessage } from './parse-message';
import type { SipProxy } from './proxy';
import { headerOf, isRequest, printMessage, type SipRequest } from './sip-message';

/** `busy`: declines at once. `silent`: rings, and nobody is at home. */
export type Manner = 'busy' | 'silent';

/** A phone inside this process that never talks, to try a telephony with; otherwise it is one like all others. */
export function virtualPhone(proxy: SipProxy, manner: Manner): void {
  const account: Account = { username: manner, password: '', address: manner };
  const ringing = new Map<string, SipRequest>();
  const answer = (request: SipRequest, status: number): void =>
    void proxy.receive(flow, printMessage(answerTo(request, status, `${manner}-phone`)));

  function hear(frame: Buffer): void {
    const message = parseMessage(frame);
    if (message === 'broken' || 'foreign' in message || !isRequest(message)) return;
    const callId = headerOf(message, 'Call-ID') ?? '';
    const call = ringing.get(callId);
    if (message.method === 'INVITE' && manner === 'silent') {
      ringing.set(callId, message);
      answer(message, 180);
    } else if (message.method === 'INVITE') answer(message, 486);
    else if (message.method === 'CANCEL') {
      ringing.delete(callId);
      answer(message, 200);
      if (call !== undefined) answer(call, 487);
    }
  }

  const flow = proxy.attach(account, (frame) => queueMicrotask(() => hear(frame)));
}
