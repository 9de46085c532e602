import { header, headersOf, statusOf, type SipMessage } from '../fakes/sip-message';
import type { Dialog } from './sip-call';
import { credentials, tagIn, uriIn, word } from './sip-words';

interface SipWireParts {
  readonly send: (message: SipMessage) => void;
  readonly user: string;
  readonly password: string | undefined;
  readonly address: string;
  readonly port: number;
  readonly contact: string;
  readonly domain: string;
  /** A dialog has come so far. */
  readonly reach: (dialog: Dialog, stage: Dialog['stage']) => void;
}

/** The messages of a telephone: its requests until they are answered, and its own answers. */
export function sipWire({ send, user, password, address, port, contact, domain, reach }: SipWireParts) {
  const answers = new Map<string, (response: SipMessage) => void>();
  const withBody = (headers: [string, string][], body: string): SipMessage['headers'] => [
    ...headers,
    ...(body === '' ? [] : [['Content-Type', 'application/sdp'] as [string, string]]),
    ['Content-Length', String(body.length)],
  ];

  const about = (dialog: Dialog, method: string, branch: string): [string, string][] => [
    ['Via', `SIP/2.0/UDP ${address}:${port};rport;branch=${branch}`],
    ['Max-Forwards', '70'],
    ['From', `<sip:${dialog.as}@${domain}>;tag=${dialog.ours}`],
    ['To', `<${dialog.remote}>${dialog.theirs === '' ? '' : `;tag=${dialog.theirs}`}`],
    ['Call-ID', dialog.id],
    ['CSeq', `${dialog.sequence} ${method}`],
  ];
  /** The final answer; asked again with credentials where the PBX wants them. */
  function ask(
    dialog: Dialog,
    method: string,
    extra: [string, string][] = [],
    body = '',
  ): Promise<SipMessage> {
    const once = (more: [string, string][]): Promise<SipMessage> => {
      const branch = `z9hG4bK${word()}`;
      dialog.sequence += 1;
      if (method === 'INVITE' && dialog.stage !== 'talking') dialog.branch = branch;
      const headers = [
        ...about(dialog, method, branch),
        ['Contact', contact] as [string, string],
        ...more,
        ...extra,
      ];
      return new Promise((resolve) => {
        answers.set(branch, (response) => {
          const status = statusOf(response);
          if (status >= 180 && method === 'INVITE') {
            dialog.theirs = tagIn(header(response, 'To'));
            if (status < 200) reach(dialog, 'ringing');
          }
          if (status < 200) return;
          answers.delete(branch);
          if (method === 'INVITE') acknowledge(dialog, response, branch);
          resolve(response);
        });
        send({ start: `${method} ${dialog.route} SIP/2.0`, headers: withBody(headers, body), body });
      });
    };
    return once([]).then((response) => {
      if (statusOf(response) !== 401) return response;
      const challenge = header(response, 'WWW-Authenticate');
      return once([
        [
          'Authorization',
          credentials(challenge, { user, password: password ?? '', method, uri: dialog.route }),
        ],
      ]);
    });
  }
  function acknowledge(dialog: Dialog, response: SipMessage, branch: string): void {
    const isGood = statusOf(response) < 300;
    const headers: [string, string][] = [
      ['Via', `SIP/2.0/UDP ${address}:${port};rport;branch=${isGood ? `z9hG4bK${word()}` : branch}`],
      ['Max-Forwards', '70'],
      ['From', header(response, 'From')],
      ['To', header(response, 'To')],
      ['Call-ID', dialog.id],
      ['CSeq', `${header(response, 'CSeq').split(' ')[0] ?? ''} ACK`],
    ];
    if (!isGood) dialog.theirs = '';
    else dialog.route = uriIn(header(response, 'Contact'));
    send({ start: `ACK ${dialog.route} SIP/2.0`, headers: withBody(headers, ''), body: '' });
  }
  function reply(
    request: SipMessage,
    status: number,
    ours: string,
    more: [string, string][] = [],
    body = '',
  ) {
    const to = header(request, 'To');
    const headers: [string, string][] = [
      ...headersOf(request, 'Via').map((via): [string, string] => ['Via', via]),
      ['From', header(request, 'From')],
      ['To', tagIn(to) === '' ? `${to};tag=${ours}` : to],
      ['Call-ID', header(request, 'Call-ID')],
      ['CSeq', header(request, 'CSeq')],
      ...(more.some(([name]) => name === 'Contact') ? [] : [['Contact', contact] as [string, string]]),
      ...more,
    ];
    send({ start: `SIP/2.0 ${status} so`, headers: withBody(headers, body), body });
  }
  function cancel(dialog: Dialog): void {
    const headers = about({ ...dialog, theirs: '' }, 'CANCEL', dialog.branch);
    send({ start: `CANCEL ${dialog.remote} SIP/2.0`, headers: withBody(headers, ''), body: '' });
  }

  return {
    ask,
    reply,
    cancel,
    /** A response has come. */
    answered(response: SipMessage): void {
      const [, branch = ''] = /branch=([^;]+)/.exec(header(response, 'Via')) ?? [];
      if (!header(response, 'CSeq').endsWith('CANCEL')) answers.get(branch)?.(response);
    },
  };
}
