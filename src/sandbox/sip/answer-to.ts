import { headerOf, type Header, type SipRequest, type SipResponse } from './sip-message';

const reasons: Readonly<Record<number, string>> = {
  100: 'Trying',
  180: 'Ringing',
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  416: 'Unsupported URI Scheme',
  420: 'Bad Extension',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  482: 'Loop Detected',
  483: 'Too Many Hops',
  486: 'Busy Here',
  487: 'Request Terminated',
  500: 'Server Internal Error',
  503: 'Service Unavailable',
  505: 'Version Not Supported',
  603: 'Decline',
};

const kept = new Set(['via', 'from', 'to', 'call-id', 'cseq', 'record-route']);

/** Our own answer to a request; `tag` marks us in To, except in a 100. */
export function answerTo(
  request: SipRequest,
  status: number,
  tag: string,
  headers: readonly Header[] = [],
  reason = reasons[status] ?? 'Refused',
): SipResponse {
  const to = headerOf(request, 'To') ?? '';
  const marked = status === 100 || /;\s*tag\s*=/i.test(to.replace(/<[^>]*>/, '')) ? to : `${to};tag=${tag}`;
  const copied = request.headers
    .filter(({ name }) => kept.has(name.toLowerCase()) && (status !== 100 || name !== 'Record-Route'))
    .map((header) => (header.name.toLowerCase() === 'to' ? { ...header, value: marked } : header));
  return { status, reason, headers: [...copied, ...headers], body: Buffer.alloc(0) };
}
