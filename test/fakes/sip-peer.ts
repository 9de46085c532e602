import type { WebSocket } from 'ws';
import {
  header,
  headersOf,
  methodOf,
  parse,
  render,
  sdp,
  set,
  statusOf,
  type SipMessage,
} from './sip-message';

type Change = (message: SipMessage) => void;

export interface Reply {
  code: number;
  phrase?: string;
  body?: string;
  change?: Change;
}

let count = 0;
const token = (): string => `t${(++count).toString(36)}${Math.random().toString(36).slice(2, 8)}`;

/** A scripted SIP server's side of one socket. Answers everything well unless its script says otherwise. */
export class SipPeer {
  readonly socket: WebSocket;
  /** What to do with a request in place of the ordinary. */
  readonly on: Partial<Record<string, (request: SipMessage) => void>> = {};
  readonly requests: SipMessage[] = [];
  readonly responses: SipMessage[] = [];
  /** Contact and address of the page, once it has registered. */
  contact = '';
  aor = '';
  /** INVITEs from the page that somebody may be ringing for: by branch. */
  private readonly ringing = new Map<string, string>();
  private readonly waiting: {
    test: (message: SipMessage) => boolean;
    resolve: (message: SipMessage) => void;
  }[] = [];
  private sequence = 1;
  private readonly tags = new Map<string, string>();

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      if (text.trim() === '') return;
      this.take(parse(text));
    });
  }

  /** Far phones that ring although the page has given them up. */
  get ghosts(): number {
    return this.ringing.size;
  }

  send(message: SipMessage | string): void {
    if (this.socket.readyState === 1)
      this.socket.send(typeof message === 'string' ? message : render(message));
  }

  /** The next message that fits. */
  next(test: (message: SipMessage) => boolean): Promise<SipMessage> {
    return new Promise((resolve) => this.waiting.push({ test, resolve }));
  }

  request(method: string): Promise<SipMessage> {
    return this.next((message) => methodOf(message) === method);
  }

  tagFor(callId: string): string {
    const known = this.tags.get(callId) ?? token();
    this.tags.set(callId, known);
    return known;
  }

  make(request: SipMessage, { code, phrase = 'Scripted', body = '', change }: Reply): SipMessage {
    const to = header(request, 'To');
    const message: SipMessage = {
      start: `SIP/2.0 ${code} ${phrase}`,
      headers: [
        ...headersOf(request, 'Via').map((via): [string, string] => ['Via', via]),
        ['From', header(request, 'From')],
        [
          'To',
          code > 100 && !to.includes(';tag=') ? `${to};tag=${this.tagFor(header(request, 'Call-ID'))}` : to,
        ],
        ['Call-ID', header(request, 'Call-ID')],
        ['CSeq', header(request, 'CSeq')],
        ...(methodOf(request) === 'INVITE'
          ? ([['Contact', '<sip:far@far.invalid;transport=ws>']] as [string, string][])
          : []),
        ...(body === '' ? [] : ([['Content-Type', 'application/sdp']] as [string, string][])),
        ['Content-Length', String(Buffer.byteLength(body))],
      ],
      body,
    };
    change?.(message);
    return message;
  }

  reply(request: SipMessage, code: number, more: Omit<Reply, 'code'> = {}): SipMessage {
    const message = this.make(request, { code, ...more });
    this.send(message);
    if (methodOf(request) === 'INVITE') {
      const branch = /branch=([^;]+)/.exec(header(request, 'Via'))?.[1] ?? '';
      if (code >= 180 && code < 200) this.ringing.set(branch, header(request, 'Call-ID'));
      if (code >= 200) this.ringing.delete(branch);
    }
    return message;
  }

  answer(request: SipMessage, change?: Change): SipMessage {
    return this.reply(request, 200, { body: sdp('answer'), ...(change && { change }) });
  }

  /** A call to the page. */
  invite(change?: Change, body = sdp('offer')): SipMessage {
    const callId = token();
    const message: SipMessage = {
      start: `INVITE ${this.contact} SIP/2.0`,
      headers: [
        ['Via', `SIP/2.0/WS far.invalid;branch=z9hG4bK${token()}`],
        ['Max-Forwards', '70'],
        ['From', `"Far" <sip:+79991112233@sandbox>;tag=${token()}`],
        ['To', `<${this.aor}>`],
        ['Call-ID', callId],
        ['CSeq', `${++this.sequence} INVITE`],
        ['Contact', '<sip:far@far.invalid;transport=ws>'],
        ['Content-Type', 'application/sdp'],
        ['Content-Length', String(Buffer.byteLength(body))],
      ],
      body,
    };
    change?.(message);
    this.send(message);
    return message;
  }

  /** CANCEL or failure ACK: of the very transaction. */
  hopRequest(invite: SipMessage, method: 'CANCEL' | 'ACK', change?: Change): SipMessage {
    const message: SipMessage = {
      start: invite.start.replace('INVITE', method),
      headers: ['Via', 'Max-Forwards', 'From', 'To', 'Call-ID'].map((name) => [name, header(invite, name)]),
      body: '',
    };
    set(message, 'CSeq', `${header(invite, 'CSeq').split(' ')[0] ?? '1'} ${method}`);
    set(message, 'Content-Length', '0');
    change?.(message);
    this.send(message);
    return message;
  }

  /** Within a talk; `leg`: the page's INVITE and our answer, or our INVITE and its answer. */
  inDialog(
    leg: { request: SipMessage; response: SipMessage },
    method: string,
    change?: Change,
    body = '',
  ): SipMessage {
    const fromPage = this.requests.includes(leg.request);
    const [mine, theirs] = fromPage ? ['To', 'From'] : ['From', 'To'];
    const target =
      /<([^>]+)>/.exec(header(fromPage ? leg.request : leg.response, 'Contact'))?.[1] ?? this.contact;
    const sequence =
      method === 'ACK' ? (header(leg.request, 'CSeq').split(' ')[0] ?? '1') : String(++this.sequence);
    const message: SipMessage = {
      start: `${method} ${target} SIP/2.0`,
      headers: [
        ['Via', `SIP/2.0/WS far.invalid;branch=z9hG4bK${token()}`],
        ['Max-Forwards', '70'],
        ['From', header(leg.response, mine)],
        ['To', header(leg.response, theirs)],
        ['Call-ID', header(leg.request, 'Call-ID')],
        ['CSeq', `${sequence} ${method}`],
        ['Contact', '<sip:far@far.invalid;transport=ws>'],
        ...(body === '' ? [] : ([['Content-Type', 'application/sdp']] as [string, string][])),
        ['Content-Length', String(Buffer.byteLength(body))],
      ],
      body,
    };
    change?.(message);
    this.send(message);
    return message;
  }

  private take(message: SipMessage): void {
    const method = methodOf(message);
    if (statusOf(message) > 0) this.responses.push(message);
    else this.requests.push(message);
    if (method === 'REGISTER') {
      this.contact = /<([^>]+)>/.exec(header(message, 'Contact'))?.[1] ?? this.contact;
      this.aor = /<([^>]+)>/.exec(header(message, 'To'))?.[1] ?? this.aor;
    }
    if (method === 'CANCEL' || method === 'BYE')
      for (const [branch, callId] of this.ringing)
        if (
          callId === header(message, 'Call-ID') &&
          (method === 'BYE' || header(message, 'Via').includes(branch))
        )
          this.ringing.delete(branch);
    const waiter = this.waiting.find(({ test }) => test(message));
    if (waiter !== undefined) this.waiting.splice(this.waiting.indexOf(waiter), 1);
    const own = this.on[method];
    if (own !== undefined) own(message);
    else if (statusOf(message) === 0) this.ordinary(message, method);
    waiter?.resolve(message);
  }

  private ordinary(request: SipMessage, method: string): void {
    if (method === 'ACK') return;
    if (method === 'REGISTER') {
      const unregisters = header(request, 'Contact').includes('expires=0');
      this.reply(request, 200, {
        change: (answer) => (unregisters ? answer : set(answer, 'Contact', `<${this.contact}>;expires=300`)),
      });
      return;
    }
    if (method === 'INVITE') {
      this.reply(request, 100);
      this.reply(request, 180);
      this.answer(request);
      return;
    }
    this.reply(request, 200);
    if (method !== 'CANCEL') return;
    const invite = this.requests.find(
      (one) => methodOf(one) === 'INVITE' && header(one, 'Via') === header(request, 'Via'),
    );
    if (invite !== undefined) this.reply(invite, 487, { phrase: 'Request Terminated' });
  }
}
