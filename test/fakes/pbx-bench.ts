import { createHash } from 'node:crypto';
import { accounts } from '../../src/sandbox/sip/accounts';
import { callBook } from '../../src/sandbox/sip/call-book';
import type { Account } from '../../src/sandbox/sip/digest';
import { digestDoor } from '../../src/sandbox/sip/digest';
import { outsideCalls } from '../../src/sandbox/sip/outside-calls';
import type { PbxEvent } from '../../src/sandbox/sip/pbx-event';
import { sipProxy } from '../../src/sandbox/sip/proxy';
import type { AskRoute } from '../../src/sandbox/sip/route-plan';
import { virtualPhone } from '../../src/sandbox/sip/virtual-phone';
import { fakeClock, settle } from './fake-clock';
import { header, headersOf, methodOf, parse, render, set, statusOf, type SipMessage } from './sip-message';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** The PBX of the sandbox without a socket, and phones that say what a test says. */
export function pbxBench(
  ask: AskRoute = () => Promise.resolve({ steps: [{ numbers: ['101', '102'], rings: 20_000 }] }),
) {
  const clock = fakeClock();
  const events: PbxEvent[] = [];
  const outside = outsideCalls(() => clock.now());
  const known = accounts(['101', '102', '103']);
  let ids = 0;
  const proxy = sipProxy({
    clock,
    door: digestDoor({
      realm: 'sandbox',
      secret: 'secret',
      accountOf: known.byUsername,
      now: () => clock.now(),
    }),
    book: callBook({
      post: (event) => events.push(event),
      now: () => clock.now(),
      onTalkOver: outside.over,
    }),
    outside,
    ask,
    accountAt: known.at,
    newId: () => String((ids += 1)),
  });
  virtualPhone(proxy, 'busy');
  virtualPhone(proxy, 'silent');

  /** A phone of this account that is connected; `place` is what its Contact and Via name. */
  function phone(account: Account, place = `${account.username}.invalid`) {
    let heard: SipMessage[] = [];
    let cseq = 0;
    let branch = 0;
    let isOpen = false;
    let flow = 0;
    const connect = (): void => {
      isOpen = true;
      flow = proxy.open({
        write(frame) {
          if (isOpen) heard.push(parse(frame.toString()));
          return isOpen;
        },
        close: () => drop(),
      });
    };
    /** `isGone`: the page, and not only its connection. */
    const drop = (isGone = false): void => {
      if (!isOpen) return;
      isOpen = false;
      proxy.closed(flow, isGone);
    };
    const say = (message: SipMessage): void => void proxy.receive(flow, Buffer.from(render(message)));
    const request = (method: string, uri: string, more: [string, string][] = [], body = ''): SipMessage => ({
      start: `${method} ${uri} SIP/2.0`,
      headers: [
        ['Via', `SIP/2.0/WS ${place};branch=z9hG4bK${place}${(branch += 1)}`],
        ['Max-Forwards', '70'],
        ['From', `<sip:${account.address}@sandbox>;tag=${place}`],
        ['To', method === 'REGISTER' ? `<sip:${account.address}@sandbox>` : `<${uri}>`],
        ['Call-ID', `call-${place}-${cseq}`],
        ['CSeq', `${(cseq += 1)} ${method}`],
        ['Contact', `<sip:phone@${place};transport=ws>`],
        ...more,
        ['Content-Length', String(Buffer.byteLength(body))],
      ],
      body,
    });
    /** The same with credentials for what the server has asked. */
    const signed = (message: SipMessage): SipMessage => {
      const challenge = heard[heard.length - 1]!;
      const asked = header(challenge, 'WWW-Authenticate') || header(challenge, 'Proxy-Authenticate');
      const nonce = /nonce="([^"]+)"/.exec(asked)?.[1] ?? '';
      const [method = '', uri = ''] = message.start.split(' ');
      const { username, password } = account;
      const [nc, cnonce] = ['00000001', 'abc'];
      const ha1 = md5(`${username}:sandbox:${password}`);
      const response = md5(`${ha1}:${nonce}:${nc}:${cnonce}:auth:${md5(`${method}:${uri}`)}`);
      const value = `Digest username="${username}", realm="sandbox", nonce="${nonce}", uri="${uri}", response="${response}", algorithm=MD5, qop=auth, nc=${nc}, cnonce="${cnonce}"`;
      const again = { ...message, headers: [...message.headers] };
      set(again, 'Via', `SIP/2.0/WS ${place};branch=z9hG4bK${place}${(branch += 1)}`);
      const name = method === 'REGISTER' ? 'Authorization' : 'Proxy-Authorization';
      return set(again, name, value);
    };
    connect();
    const made = {
      place,
      connect,
      drop,
      say,
      request,
      signed,
      frame: (frame: Buffer | string) => proxy.receive(flow, Buffer.from(frame)),
      get heard() {
        return heard;
      },
      /** What came since it was asked last. */
      news(): string[] {
        const lines = heard.map((message) =>
          statusOf(message) > 0 ? String(statusOf(message)) : methodOf(message),
        );
        heard = [];
        return lines;
      },
      last: (): SipMessage => heard[heard.length - 1]!,
      register(more: [string, string][] = []): number {
        const asked = request('REGISTER', 'sip:sandbox', more);
        say(asked);
        say(signed(asked));
        return statusOf(heard[heard.length - 1]!);
      },
      /** Calls; resolves when everybody whom it rings has heard of it. */
      async call(target: string, more: [string, string][] = [], body = 'v=0\r\n'): Promise<SipMessage> {
        const uri = target.includes(':') ? target : `sip:${target}@sandbox`;
        const asked = request('INVITE', uri, more, body);
        say(asked);
        const again = signed(asked);
        say(again);
        await settle();
        return again;
      },
      /** Answers the request that came last (or `to`). */
      async answer(
        status: number,
        to = [...heard].reverse().find(({ start }) => start.startsWith('INVITE'))!,
        more: [string, string][] = [],
        body = '',
      ) {
        const vias = headersOf(to, 'Via').map((value): [string, string] => ['Via', value]);
        const routes = headersOf(to, 'Record-Route').map((value): [string, string] => [
          'Record-Route',
          value,
        ]);
        const toValue = header(to, 'To');
        say({
          start: `SIP/2.0 ${status} Said`,
          headers: [
            ...vias,
            ...routes,
            ['From', header(to, 'From')],
            ['To', toValue.includes('tag=') ? toValue : `${toValue};tag=${place}`],
            ['Call-ID', header(to, 'Call-ID')],
            ['CSeq', header(to, 'CSeq')],
            ['Contact', `<sip:phone@${place};transport=ws>`],
            ...more,
            ['Content-Length', String(Buffer.byteLength(body))],
          ],
          body,
        });
        await settle();
      },
      /** A request inside the talk that `answered`, the 2xx, has made; `isCaller`: ours is the From of it. */
      async inTalk(method: string, answered: SipMessage, isCaller: boolean, more: [string, string][] = []) {
        const uri = /<([^>]+)>/.exec(header(answered, 'Contact'))![1]!;
        const message = request(method, uri, more);
        const [from, to] = [header(answered, 'From'), header(answered, 'To')];
        set(message, 'From', isCaller ? from : to);
        set(message, 'To', isCaller ? to : from);
        set(message, 'Call-ID', header(answered, 'Call-ID'));
        set(message, 'Route', '<sip:sandbox;transport=ws;lr>');
        say(message);
        await settle();
        return message;
      },
    };
    return made;
  }

  const agent = (extension: string) => phone(known.at(extension)!);
  const customer = (number: string) => phone(known.customer(number)!);
  return { clock, events, outside, known, proxy, phone, agent, customer };
}

export type BenchPhone = ReturnType<ReturnType<typeof pbxBench>['phone']>;

/** A customer and two agents, signed in, who have heard nothing since. */
export function phonesOnBench() {
  const bench = pbxBench();
  const olga = bench.customer('+79991112233');
  const [anna, boris] = [bench.agent('101'), bench.agent('102')];
  for (const one of [olga, anna, boris]) {
    if (one.register() !== 200) throw new Error(`${one.place} could not sign in`);
    one.news();
  }
  return { ...bench, olga, anna, boris };
}
