import type { WebSocket } from 'ws';
import { header, methodOf, parse, render, set, statusOf, type SipMessage } from './sip-message';

export interface SipProxy {
  take(socket: WebSocket): void;
  /** Every request that came, with when in ms since 1970. */
  readonly seen: { readonly method: string; readonly user: string; readonly at: number }[];
  /** How often a phone has said that it rings. */
  readonly rung: number;
  /** Sockets of all phones, as after a restart; what was registered is forgotten. */
  dropAll(): void;
}

const uriIn = (value: string): string => /<([^>]+)>/.exec(value)?.[1] ?? value;
const userIn = (value: string): string => /sips?:([^@;>]+)@/.exec(uriIn(value))?.[1] ?? '';
const hostIn = (uri: string): string =>
  /(?:@|sips?:)([^@;:>]+)(?:[;:>]|$)/.exec(uri.replace(/^.*@/, 'sip:'))?.[1] ?? '';

/** A registrar and proxy for pages on loopback: stateless, each user at one phone, any password. */
export function sipProxy(): SipProxy {
  /** Host part of a page's Contact and Via, unique for each, and the socket it was last seen on. */
  const flows = new Map<string, WebSocket>();
  const contacts = new Map<string, string>();
  const seen: { method: string; user: string; at: number }[] = [];
  const sockets = new Set<WebSocket>();
  let rung = 0;

  const answer = (
    socket: WebSocket,
    request: SipMessage,
    start: string,
    more: [string, string][] = [],
  ): void => {
    const kept = ['Via', 'From', 'To', 'Call-ID', 'CSeq'];
    const headers = request.headers.filter(([name]) =>
      kept.some((one) => one.toLowerCase() === name.toLowerCase()),
    );
    const message: SipMessage = { start: `SIP/2.0 ${start}`, headers: [...headers], body: '' };
    if (!header(message, 'To').includes(';tag=')) set(message, 'To', `${header(message, 'To')};tag=proxy`);
    message.headers.push(...more, ['Content-Length', '0']);
    socket.send(render(message));
  };
  const register = (socket: WebSocket, request: SipMessage): void => {
    if (header(request, 'Authorization') === '') {
      answer(socket, request, '401 Unauthorized', [
        ['WWW-Authenticate', `Digest realm="sandbox", nonce="${Math.random()}", algorithm=MD5, qop="auth"`],
      ]);
      return;
    }
    const contact = uriIn(header(request, 'Contact'));
    const user = userIn(header(request, 'To'));
    if (header(request, 'Contact').includes('expires=0')) {
      if (contacts.get(user) === contact) contacts.delete(user);
      answer(socket, request, '200 OK');
      return;
    }
    contacts.set(user, contact);
    answer(socket, request, '200 OK', [['Contact', `<${contact}>;expires=300`]]);
  };
  const onward = (socket: WebSocket, request: SipMessage): void => {
    const [method = '', target = ''] = request.start.split(' ');
    const isOurs = flows.has(hostIn(target));
    const contact = isOurs ? target : contacts.get(userIn(target));
    const to = contact === undefined ? undefined : flows.get(hostIn(contact));
    if (contact === undefined || to?.readyState !== 1) {
      if (method !== 'ACK') answer(socket, request, contact === undefined ? '404 Not Found' : '480 Gone');
      return;
    }
    const branch = /branch=([^;]+)/.exec(header(request, 'Via'))?.[1] ?? '';
    request.start = `${method} ${contact} SIP/2.0`;
    request.headers.unshift(['Via', `SIP/2.0/WS proxy.invalid;branch=${branch}p`]);
    to.send(render(request));
  };
  const back = (response: SipMessage): void => {
    const own = response.headers.findIndex(([name]) => name.toLowerCase() === 'via');
    response.headers.splice(own, 1);
    const to = flows.get(/^\S+ ([^;:]+)/.exec(header(response, 'Via'))?.[1] ?? '');
    if (to?.readyState === 1) to.send(render(response));
    if (statusOf(response) === 180) rung += 1;
  };
  return {
    seen,
    get rung() {
      return rung;
    },
    dropAll() {
      for (const socket of sockets) socket.terminate();
      contacts.clear();
    },
    take(socket) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('message', (data: Buffer) => {
        const text = data.toString();
        if (text.trim() === '') return;
        const message = parse(text);
        if (statusOf(message) > 0) {
          back(message);
          return;
        }
        const method = methodOf(message);
        seen.push({
          method,
          user: userIn(header(message, 'From')),
          at: performance.timeOrigin + performance.now(),
        });
        flows.set(/^\S+ ([^;:]+)/.exec(header(message, 'Via'))?.[1] ?? '', socket);
        if (method === 'REGISTER') register(socket, message);
        else if (method === 'OPTIONS') answer(socket, message, '200 OK');
        else onward(socket, message);
      });
    },
  };
}
