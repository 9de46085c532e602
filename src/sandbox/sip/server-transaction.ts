import type { Clock } from './clock';
import { headerOf, headersOf, type SipRequest, type SipResponse } from './sip-message';
import { parseVias } from './via';

/** How long an ended transaction is remembered for messages that come twice, ms (RFC 3261: 64 × T1). */
const memory = 32_000;
const cookie = 'z9hG4bK';

/** What a message and its repetition have in common; ACK and CANCEL find the INVITE that they are about. */
export function transactionKey(request: SipRequest, method = request.method): string {
  const [top] = parseVias(headersOf(request, 'Via')) ?? [];
  const ids =
    top !== undefined && top.branch.startsWith(cookie) && top.branch.length > cookie.length
      ? [top.branch]
      : // Before RFC 3261 a transaction had no name of its own.
        [headerOf(request, 'Call-ID'), headerOf(request, 'From'), headerOf(request, 'CSeq')?.split(/\s/)[0]];
  return JSON.stringify([method, top?.place, ...ids]);
}

export interface ServerTransaction {
  readonly request: SipRequest;
  /** A final answer was given. */
  readonly isOver: boolean;
  /** It was one whose ACK is for us (RFC 3261 17.2.1). */
  readonly isRefused: boolean;
  /** After a final answer only 2xx to INVITE still pass: they are repeated until the caller confirms one. */
  respond(response: SipResponse): void;
  /** The request came a second time. */
  repeated(): void;
}

/** Our side towards whoever asked. `onForgotten`: nothing that comes now can belong to it. */
export function serverTransaction(
  request: SipRequest,
  clock: Clock,
  send: (response: SipResponse) => void,
  onForgotten: () => void,
): ServerTransaction {
  let last: SipResponse | undefined;
  let isOver = false;
  return {
    request,
    get isOver() {
      return isOver;
    },
    get isRefused() {
      return isOver && (last?.status ?? 0) >= 300;
    },
    respond(response) {
      const isFinal = response.status >= 200;
      if (isOver) {
        if (request.method === 'INVITE' && isFinal && response.status < 300) send(response);
        return;
      }
      last = response;
      isOver = isFinal;
      if (isFinal) clock.after(memory, onForgotten);
      send(response);
    },
    repeated() {
      if (last !== undefined) send(last);
    },
  };
}
