import { answerTo } from './answer-to';
import type { CallBook } from './call-book';
import { asAnnounced, faultOf } from './check-message';
import type { Clock } from './clock';
import { dialler } from './dialler';
import type { Account, DigestDoor } from './digest';
import { domain, forwardsLeft, goesInCircles, withoutOwnRoute } from './forward-request';
import type { Flow } from './flows';
import { inDialog } from './in-dialog';
import { newDialog } from './new-dialog';
import type { OutsideCalls } from './outside-calls';
import { parseMessage } from './parse-message';
import { passingOn } from './pass-on';
import { registrar } from './registrar';
import type { AskRoute } from './route-plan';
import { serverTransaction, transactionKey, type ServerTransaction } from './server-transaction';
import { headerOf, headersOf, isRequest, type Header, type SipRequest } from './sip-message';
import { sipLines, type Pipe } from './sip-lines';
import { parseNameAddr } from './name-addr';
import { parseSipUri } from './sip-uri';
import { tagOf } from './dialog-key';
import { whoIsMeant } from './who-is-meant';

export interface ProxyParts {
  readonly clock: Clock;
  readonly door: DigestDoor;
  readonly book: CallBook;
  readonly outside: OutsideCalls;
  readonly ask: AskRoute;
  readonly accountAt: (address: string) => Account | undefined;
  /** Never the same twice. */
  readonly newId: () => string;
}

/** Requests that wait for their answer, or are remembered for repetitions of themselves. */
const mostTransactions = 5_000;
/** A caller whose connection is gone may come back within this, ms. */
const callerLost = 5_000;
/** A phone that was not heard of for so long has ended its talks, ms. */
const phoneLost = 60_000;
/** The same where the browser itself has said that the page is gone; another tab may be taking its talk over, ms. */
const pageGone = 20_000;
const hosts = new Set([domain, 'localhost', '127.0.0.1', '[::1]']);
const keepAlive = Buffer.from('\r\n\r\n');
const tag = 'sandbox';

/** Registrar and proxy of the sandbox: frames in, frames out, and no socket, so that tests need none either. */
export function sipProxy({ clock, door, book, outside, ask, accountAt, newId }: ProxyParts) {
  const lines = sipLines(clock);
  const phones = registrar(() => clock.now());
  const passing = passingOn(clock, lines, newId);
  const servers = new Map<string, { readonly server: ServerTransaction; readonly flow: Flow }>();
  const passInDialog = inDialog({ clock, lines, passing, book });
  const meant = whoIsMeant({ ask, accountAt, isThere: (address) => phones.phonesOf(address).length > 0 });
  const passNew = newDialog({
    ...{ lines, phones, passing, book, outside, accountAt, hosts, newId },
    whoIsMeant: meant,
  });

  /** A phone inside this process, which need not prove who it is nor sign in. */
  function attach(owner: Account, hear: (frame: Buffer) => void): Flow {
    const write = (frame: Buffer): boolean => {
      hear(frame);
      return true;
    };
    const flow = lines.open({ write, close: () => undefined }, owner);
    const place = `${owner.address}.invalid`;
    lines.places.seen(place, flow, owner.address);
    phones.keep(owner.address, { uri: `sip:${owner.address}@${place};transport=ws`, place, flow });
    return flow;
  }
  const refuse = (
    flow: Flow,
    request: SipRequest,
    status: number,
    headers: Header[] = [],
    reason?: string,
  ) => {
    if (request.method !== 'ACK') lines.sendBack(flow, answerTo(request, status, tag, headers, reason));
  };
  const challenge = (flow: Flow, request: SipRequest, stale: boolean): void => {
    const [status, name] =
      request.method === 'REGISTER' ? [401, 'WWW-Authenticate'] : [407, 'Proxy-Authenticate'];
    refuse(flow, request, status, [{ name, value: door.challenge(stale) }]);
  };
  const userOf = (request: SipRequest, name: 'From' | 'To'): string =>
    parseSipUri(parseNameAddr(headerOf(request, name) ?? '')?.uri ?? '')?.user ?? '';

  /** Who asks, once proved; undefined after an answer was sent. */
  function proved(flow: Flow, request: SipRequest): Account | undefined {
    const isRegister = request.method === 'REGISTER';
    const known = lines.ownerOf(flow);
    // Both ends of a call have proved who they are when it began.
    if (known !== undefined && tagOf(request, 'To') !== undefined) return known;
    const judged = door.judge(request, isRegister ? 'Authorization' : 'Proxy-Authorization');
    if (typeof judged === 'string') {
      challenge(flow, request, judged === 'stale');
      return undefined;
    }
    if (judged.address !== userOf(request, isRegister ? 'To' : 'From')) {
      refuse(flow, request, 403, [], 'This address is not yours');
      return undefined;
    }
    lines.proved(flow, judged);
    return judged;
  }

  function hear(flow: Flow, asked: SipRequest): void {
    const request = withoutOwnRoute(asked);
    const { method } = request;
    const invite = servers.get(transactionKey(request, 'INVITE'))?.server;
    if (method === 'ACK' && invite?.isRefused === true) return;
    if (method === 'CANCEL') {
      refuse(flow, request, invite === undefined ? 481 : 200);
      if (invite !== undefined) passing.cancel(invite);
      return;
    }
    const key = transactionKey(request);
    const known = servers.get(key);
    if (known !== undefined) return known.server.repeated();
    if (servers.size >= mostTransactions) return refuse(flow, request, 503);
    if (!/^(sips?|tel):/i.test(request.uri)) return refuse(flow, request, 416);
    const uri = parseSipUri(request.uri);
    const isOurs = uri === undefined || hosts.has(uri.host);
    if (method === 'OPTIONS' && isOurs && uri?.user === '') return refuse(flow, request, 200);
    if (forwardsLeft(request) < 1) return refuse(flow, request, 483);
    if (goesInCircles(request)) return refuse(flow, request, 482);
    const required = headersOf(request, 'Proxy-Require').join(', ');
    if (required !== '') return refuse(flow, request, 420, [{ name: 'Unsupported', value: required }]);

    const owner = method === 'ACK' ? lines.ownerOf(flow) : proved(flow, request);
    if (owner === undefined) return;
    if (!lines.note(flow, owner, request, false))
      return refuse(flow, request, 403, [], 'This Contact is not yours');
    if (method === 'REGISTER') {
      const { status, headers, reason } = phones.register(owner.address, request, flow);
      return refuse(flow, request, status, [...headers], reason);
    }
    if (method === 'ACK') return passInDialog.acknowledge(request);
    const server = serverTransaction(
      request,
      clock,
      (response) => lines.sendBack(flow, response),
      () => servers.delete(key),
    );
    servers.set(key, { server, flow });
    if (method === 'INVITE') server.respond(answerTo(request, 100, tag));
    if (tagOf(request, 'To') !== undefined) passInDialog.pass(server);
    else passNew(server, owner);
  }

  function receive(flow: Flow, frame: Buffer): Buffer | undefined {
    if (frame.equals(keepAlive)) return Buffer.from('\r\n');
    const parsed = parseMessage(frame);
    if (parsed === 'broken') return undefined;
    if ('foreign' in parsed) {
      refuse(flow, parsed.foreign, 505);
      return undefined;
    }
    const fault = faultOf(parsed);
    if (isRequest(parsed)) {
      if (fault === undefined) hear(flow, asAnnounced(parsed));
      else refuse(flow, parsed, 400, [], `Bad ${fault}`);
    } else if (fault === undefined) {
      const owner = lines.ownerOf(flow);
      if (owner === undefined || (parsed.status < 300 && !lines.note(flow, owner, parsed, true)))
        return undefined;
      passing.answered(asAnnounced(parsed), owner.address);
    }
    return undefined;
  }

  return {
    open: (pipe: Pipe): Flow => lines.open(pipe),
    attach,
    receive,
    /** Does what the gateway asks for an agent, or says why not. */
    obey: dialler({
      ...{ clock, book, passing, accountAt, newId },
      phonesOf: (address) => phones.phonesOf(address).map(({ uri, place }) => ({ uri, place })),
      attach(owner, heard) {
        const flow = attach(owner, heard);
        return (frame) => void receive(flow, frame);
      },
    }),
    /** `isGone`: whoever had it open is gone, and not only the way to it. */
    closed(flow: Flow, isGone = false): void {
      const there = lines.places.placesOn(flow);
      const limit = isGone ? pageGone : phoneLost;
      const waiting = [...servers.values()].filter((one) => one.flow === flow && !one.server.isOver);
      lines.closed(flow);
      phones.lost(flow);
      passing.lost();
      clock.after(callerLost, () => {
        for (const { server } of waiting) if (!lines.isBack(server.request)) passing.cancel(server);
      });
      clock.after(limit, () =>
        book.lost((place) => there.includes(place) && (lines.places.lostFor(place) ?? limit) >= limit),
      );
    },
    phonesOf: phones.phonesOf,
  };
}

export type SipProxy = ReturnType<typeof sipProxy>;
