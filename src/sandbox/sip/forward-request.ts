import { createHash } from 'node:crypto';
import { parseNameAddr } from './name-addr';
import { headerOf, headersOf, onTop, withHeader, without, type Header, type SipRequest } from './sip-message';
import { listItems } from './header-parts';
import { parseSipUri } from './sip-uri';
import { parseVias } from './via';

/** The name of the domain, and of this server in Via and Route. */
export const domain = 'sandbox';

const route = `<sip:${domain};transport=ws;lr>`;
const usualForwards = 70;
const ours = ['X-Call-Id', 'P-Asserted-Identity', 'X-Click-To-Call'];
const makeDialogs = ['INVITE', 'SUBSCRIBE', 'REFER'];

const isUs = (address: string): boolean => parseSipUri(parseNameAddr(address)?.uri ?? '')?.host === domain;

/** Its own Route taken off the top, if it leads through here (RFC 3261 16.4). */
export function withoutOwnRoute(request: SipRequest): SipRequest {
  const [first, ...rest] = headersOf(request, 'Route').flatMap((line) => listItems(line) ?? []);
  if (first === undefined || !isUs(first)) return request;
  const bare = without(request, 'Route');
  return rest.length === 0 ? bare : withHeader(bare, 'Route', rest.join(', '));
}

/** The same for a request that comes back unchanged, another one as soon as its target differs (RFC 3261 16.6). */
function circle(request: SipRequest): string {
  const parts = ['From', 'To', 'Call-ID', 'CSeq', 'Route'].map((name) => headersOf(request, name));
  return createHash('md5')
    .update(JSON.stringify([request.uri, parts]))
    .digest('hex')
    .slice(0, 12);
}

/** It was here before, with the same target. */
export const goesInCircles = (request: SipRequest): boolean =>
  (parseVias(headersOf(request, 'Via')) ?? []).some(
    ({ place, branch }) => place === domain && branch.endsWith(`.${circle(request)}`),
  );

export const forwardsLeft = (request: SipRequest): number =>
  Number(headerOf(request, 'Max-Forwards') ?? usualForwards);

/** As the next phone gets it. `id`: unique among all that we pass on; `marks`: headers that only we may set. */
export function forwardRequest(
  request: SipRequest,
  to: { readonly uri: string; readonly id: string; readonly marks?: readonly Header[] },
): { readonly request: SipRequest; readonly branch: string } {
  const branch = `z9hG4bK${to.id}.${circle(request)}`;
  let onward: SipRequest = without({ ...request, uri: to.uri }, 'Proxy-Authorization', ...ours);
  onward = withHeader(onward, 'Max-Forwards', String(forwardsLeft(request) - 1));
  for (const { name, value } of to.marks ?? []) onward = withHeader(onward, name, value);
  if (makeDialogs.includes(request.method)) onward = onTop(onward, 'Record-Route', route);
  return { request: onTop(onward, 'Via', `SIP/2.0/WS ${domain};branch=${branch}`), branch };
}
