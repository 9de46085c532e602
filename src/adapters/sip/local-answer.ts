import type { Core } from 'sip.js';

/** An answer of our own making to a request of ours that no server will answer any more. */
export const localAnswer = (
  { headers, callId, cseq, method, from, to }: Core.OutgoingRequestMessage,
  status: number,
): string =>
  [
    `SIP/2.0 ${status} Connection Lost`,
    ...(headers['Via'] ?? []).map((via) => `Via: ${via}`),
    `From: ${from.toString()}`,
    `To: ${to.toString()}`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq} ${method}`,
    'Content-Length: 0',
    '\r\n',
  ].join('\r\n');
