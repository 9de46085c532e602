import { answerTo } from './answer-to';
import type { Clock } from './clock';
import { headerOf, headersOf, withHeader, without, type SipRequest, type SipResponse } from './sip-message';

/** Limits of waiting, ms. */
export const branchLimits = {
  /** For the first word of a phone. */
  silence: 10_000,
  /** For any other answer than that to INVITE. */
  answer: 32_000,
  /** For the end of a call that was cancelled. */
  cancelled: 5_000,
  /** For a phone whose connection was lost while it rang. */
  lost: 4_000,
} as const;

export interface Branch {
  readonly place: string;
  /** A final answer has come, or is no longer waited for. */
  readonly isOver: boolean;
  start(): void;
  receive(response: SipResponse): void;
  /** Held back until the phone has said its first word (RFC 3261 9.1). */
  cancel(reason: string | undefined): void;
  /** The phone's connection is gone; it may come back on another one. */
  lost(): void;
}

/** `CSeq` and route of the INVITE, as its own ACK and CANCEL repeat them (RFC 3261 9.1, 17.1.1.3). */
function alike(invite: SipRequest, method: string, to: string | undefined): SipRequest {
  const kept = ['from', 'to', 'call-id', 'route', 'max-forwards'];
  const via = headersOf(invite, 'Via')[0] ?? '';
  const headers = invite.headers.filter(({ name }) => kept.includes(name.toLowerCase()));
  const number = (headerOf(invite, 'CSeq') ?? '').split(/\s/)[0] ?? '';
  const request: SipRequest = {
    method,
    uri: invite.uri,
    headers: [{ name: 'Via', value: via }, ...headers, { name: 'CSeq', value: `${number} ${method}` }],
    body: Buffer.alloc(0),
  };
  return to === undefined ? request : withHeader(request, 'To', to);
}

/** One phone that a request is passed on to. Answers that never come are made here, so that every wait ends. */
export function clientBranch(parts: {
  /** Ready to be sent, our Via on top. */
  request: SipRequest;
  place: string;
  clock: Clock;
  /** False: nobody there. */
  send: (request: SipRequest) => boolean;
  isThere: () => boolean;
  onAnswer: (response: SipResponse, isOurs: boolean) => void;
}): Branch {
  const { request, place, clock, send, onAnswer } = parts;
  const isInvite = request.method === 'INVITE';
  let state: 'calling' | 'ringing' | 'over' = 'calling';
  /** Not yet sent; after that, done. */
  let cancelling: 'no' | 'wanted' | 'done' = 'no';
  let reason: string | undefined;
  let stop = (): void => undefined;

  const finish = (status: number): void => {
    if (state === 'over') return;
    state = 'over';
    stop();
    onAnswer(answerTo(without(request, 'Record-Route'), status, 'sandbox'), true);
  };
  const limit = (ms: number, status: number): void => {
    stop();
    stop = clock.after(ms, () => finish(status));
  };
  const sendCancel = (): void => {
    cancelling = 'done';
    const cancel = alike(request, 'CANCEL', undefined);
    send(reason === undefined ? cancel : withHeader(cancel, 'Reason', reason));
    if (state !== 'over') limit(branchLimits.cancelled, 487);
  };

  return {
    place,
    get isOver() {
      return state === 'over';
    },
    start() {
      if (!send(request)) finish(480);
      else limit(isInvite ? branchLimits.silence : branchLimits.answer, 408);
    },
    receive(response) {
      const { status } = response;
      if (isInvite && status >= 300)
        send(alike(request, 'ACK', headerOf(response, 'To') ?? headerOf(request, 'To')));
      if (state === 'over') {
        // Rings on, though we have given it up.
        if (isInvite && status < 200 && cancelling !== 'done') sendCancel();
        if (isInvite && status >= 200 && status < 300) onAnswer(response, false);
        return;
      }
      if (status >= 200) {
        state = 'over';
        stop();
      } else if (isInvite) {
        if (state === 'calling') stop();
        state = 'ringing';
        if (cancelling === 'wanted') sendCancel();
      }
      onAnswer(response, false);
    },
    cancel(why) {
      if (!isInvite || state === 'over' || cancelling !== 'no') return;
      reason = why;
      if (state === 'ringing') sendCancel();
      else {
        cancelling = 'wanted';
        limit(branchLimits.cancelled, 487);
      }
    },
    lost() {
      if (state === 'over') return;
      if (!isInvite) return finish(480);
      clock.after(branchLimits.lost, () => {
        if (!parts.isThere()) finish(480);
      });
    },
  };
}
