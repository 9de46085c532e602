import { answerTo } from './answer-to';
import type { Clock } from './clock';
import { tagOf } from './dialog-key';
import type { Account } from './digest';
import { domain } from './forward-request';
import { parseNameAddrs } from './name-addr';
import { parseMessage } from './parse-message';
import type { PassingOn, Target } from './pass-on';
import { refusedOffer } from './refused-offer';
import { serverTransaction } from './server-transaction';
import { headerOf, headersOf, isRequest, printMessage } from './sip-message';
import type { Header, SipMessage, SipRequest, SipResponse } from './sip-message';

const account: Account = { username: 'dialler', password: '', address: 'dialler' };
const place = 'dialler.invalid';
const self = `<sip:dialler@${domain}>`;

export interface DiallerLeg {
  /** Whatever its state asks for; `failed` or `over` follows. */
  readonly end: () => void;
}

interface Leg extends DiallerLeg {
  hear(message: SipMessage): void;
}

const body = (text: string): Buffer => Buffer.from(text);

/** The phone from which the PBX rings agents: it has no sound, and asks whoever answers to call somebody else. */
export function diallerPhone(parts: {
  readonly clock: Clock;
  readonly passing: PassingOn;
  readonly phonesOf: (address: string) => Target[];
  readonly attach: (owner: Account, hear: (frame: Buffer) => void) => (frame: Buffer) => void;
  readonly newId: () => string;
  /** ms */
  readonly rings: number;
}) {
  const { clock, passing, phonesOf, newId, rings } = parts;
  const legs = new Map<string, Leg>();
  const send = parts.attach(account, (frame) =>
    queueMicrotask(() => {
      const message = parseMessage(frame);
      if (message === 'broken' || 'foreign' in message) return;
      if (isRequest(message) && message.method !== 'ACK')
        send(printMessage(answerTo(message, message.method === 'INVITE' ? 488 : 200, 'dialler')));
      legs.get(headerOf(message, 'Call-ID') ?? '')?.hear(message);
    }),
  );

  return {
    call(
      what: { extension: string; number: string; callId: string; id: string },
      on: { answered(): void; failed(): void; over(): void },
    ): DiallerLeg {
      const sipId = `dialler-${what.id}`;
      const common = (to: string): Header[] =>
        Object.entries({
          'Max-Forwards': '70',
          From: `${self};tag=${what.id}`,
          To: to,
          'Call-ID': sipId,
          Contact: `<sip:dialler@${place};transport=ws>`,
        }).map(([name, value]) => ({ name, value }));
      const via = (): Header => ({ name: 'Via', value: `SIP/2.0/WS ${place};branch=z9hG4bK${newId()}` });
      const called = `sip:${what.extension}@${domain}`;
      const invite: SipRequest = {
        method: 'INVITE',
        uri: called,
        headers: [via(), ...common(`<${called}>`), { name: 'CSeq', value: '1 INVITE' }],
        body: body(''),
      };
      let state: 'ringing' | 'talking' | 'over' = 'ringing';
      let yes: SipResponse | undefined;

      const say = (to: SipResponse, method: string, count: number, more: Header[] = [], text = ''): void => {
        const uri = parseNameAddrs(headersOf(to, 'Contact'))?.[0]?.uri ?? called;
        const route = { name: 'Route', value: `<sip:${domain};transport=ws;lr>` };
        const cseq = { name: 'CSeq', value: `${count} ${method}` };
        const headers = [via(), route, ...common(headerOf(to, 'To') ?? ''), cseq, ...more];
        send(printMessage({ method, uri, headers, body: body(text) }));
      };
      const accept = (response: SipResponse): void =>
        say(
          response,
          'ACK',
          1,
          [{ name: 'Content-Type', value: 'application/sdp' }],
          refusedOffer(response.body.toString()),
        );
      const finish = (): void => {
        state = 'over';
        clock.after(rings, () => legs.delete(sipId));
        on.over();
      };
      const end = (): void => {
        if (state === 'ringing') return passing.cancel(server);
        if (state === 'over' || yes === undefined) return;
        say(yes, 'BYE', 3);
        finish();
      };
      const answered = (response: SipResponse): void => {
        accept(response);
        if (state !== 'ringing') {
          // A second phone of the same agent that was quick, too.
          if (yes === undefined || tagOf(response, 'To') !== tagOf(yes, 'To')) say(response, 'BYE', 2);
          return;
        }
        [state, yes] = ['talking', response];
        on.answered();
        say(response, 'REFER', 2, [
          { name: 'Refer-To', value: `<sip:${encodeURIComponent(what.number)}@${domain}>` },
          { name: 'Referred-By', value: self },
        ]);
      };
      const server = serverTransaction(
        invite,
        clock,
        (response) => {
          if (response.status < 200) return;
          if (response.status < 300) return answered(response);
          state = 'over';
          legs.delete(sipId);
          on.failed();
        },
        () => undefined,
      );
      legs.set(sipId, {
        end,
        hear(message) {
          if (state !== 'talking') return;
          if (!isRequest(message)) {
            if (message.status >= 300 && (headerOf(message, 'CSeq') ?? '').includes('REFER')) end();
          } else if (message.method === 'BYE') finish();
          else if (message.method === 'NOTIFY' && /^SIP\/2\.0 [2-6]/.test(message.body.toString())) end();
        },
      });
      passing.start({
        server,
        marks: [
          { name: 'X-Call-Id', value: what.callId },
          { name: 'P-Asserted-Identity', value: `<sip:${what.number}@${domain}>` },
          { name: 'X-Click-To-Call', value: 'yes' },
        ],
        steps: [{ targets: phonesOf(what.extension), rings }],
      });
      return { end };
    },
  };
}
