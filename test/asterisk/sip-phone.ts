import { createSocket } from 'node:dgram';
import { header, methodOf, parse, render, statusOf, type SipMessage } from '../fakes/sip-message';
import { stageReached, type Dialog, type SipCall } from './sip-call';
import { sipWire } from './sip-wire';
import { silence, tagIn, uriIn, word } from './sip-words';

/** A telephone of one line that speaks SIP over UDP and no sound: enough for a PBX to tell of its calls. */
export async function sipPhone(need: {
  readonly user: string;
  readonly server: number;
  readonly address?: string;
  readonly port?: number;
  /** None: it does not register, as a telephone company does not. */
  readonly password?: string;
}) {
  const { user, address = '127.0.0.1', password } = need;
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(need.port ?? 0, address, resolve));
  const { port } = socket.address();
  const contact = `<sip:${user}@${address}:${port}>`;
  const domain = `127.0.0.1:${need.server}`;
  const dialogs = new Map<string, Dialog>();
  const arrived: SipCall[] = [];
  const expecting = new Set<(call: SipCall) => void>();
  let stopped = false;
  const send = (message: SipMessage): void => {
    if (!stopped) socket.send(render(message), need.server, '127.0.0.1');
  };
  const sound = (direction = 'sendrecv'): string => silence(address, direction);
  function reach(dialog: Dialog, stage: Dialog['stage'], refused = 0): void {
    if (dialog.stage === 'ended') return;
    [dialog.stage, dialog.refused] = [stage, refused];
    for (const look of [...dialog.waiting]) look();
  }
  const wire = sipWire({ send, user, password, address, port, contact, domain, reach });
  const { ask, reply, cancel } = wire;

  const asCall = (dialog: Dialog): SipCall => ({
    id: dialog.id,
    until: (stage) => stageReached(dialog, stage),
    ring() {
      if (dialog.invite) reply(dialog.invite, 180, dialog.ours);
    },
    answer() {
      if (dialog.invite) reply(dialog.invite, 200, dialog.ours, [], sound());
      reach(dialog, 'talking');
    },
    refuse(status, to) {
      const where: [string, string][] = to === undefined ? [] : [['Contact', `<sip:${to}@${domain}>`]];
      if (dialog.invite) reply(dialog.invite, status, dialog.ours, where);
      reach(dialog, 'ended', status);
    },
    async hold(on) {
      await ask(dialog, 'INVITE', [], sound(on ? 'sendonly' : 'sendrecv'));
    },
    async transfer(number, asked) {
      const other = asked === undefined ? undefined : dialogs.get(asked.id);
      const replaces =
        other === undefined
          ? ''
          : `?Replaces=${encodeURIComponent(`${other.id};to-tag=${other.theirs};from-tag=${other.ours}`)}`;
      const to: [string, string] = ['Refer-To', `<sip:${number}@${domain}${replaces}>`];
      return statusOf(await ask(dialog, 'REFER', [to, ['Referred-By', contact]]));
    },
    hangUp() {
      if (dialog.stage === 'talking') void ask(dialog, 'BYE');
      else cancel(dialog);
      reach(dialog, 'ended');
    },
  });
  const begin = (id: string, theirs: string, remote: string, route: string, as = user): Dialog => {
    const dialog: Dialog = {
      ...{
        id,
        as,
        ours: word(),
        theirs,
        remote,
        route,
        sequence: 0,
        stage: 'calling',
        refused: 0,
        branch: '',
      },
      waiting: new Set(),
    };
    dialogs.set(id, dialog);
    return dialog;
  };

  function hear(text: string): void {
    const message = parse(text);
    const id = header(message, 'Call-ID');
    if (message.start.startsWith('SIP/2.0')) return wire.answered(message);
    const [method, dialog] = [methodOf(message), dialogs.get(id)];
    if (method === 'ACK') return;
    if (method === 'INVITE' && dialog === undefined) {
      const from = header(message, 'From');
      const fresh = begin(id, tagIn(from), uriIn(from), uriIn(header(message, 'Contact')));
      fresh.invite = message;
      const call = asCall(fresh);
      reply(message, 100, fresh.ours);
      const [taker] = expecting;
      if (taker === undefined) arrived.push(call);
      else {
        expecting.delete(taker);
        taker(call);
      }
      return;
    }
    if (method === 'INVITE' && dialog?.stage !== 'talking') return;
    reply(message, 200, dialog?.ours ?? word(), [], method === 'INVITE' ? sound() : '');
    if (dialog === undefined) return;
    if (method === 'CANCEL' && dialog.invite) reply(dialog.invite, 487, dialog.ours);
    if (method === 'CANCEL' || method === 'BYE') reach(dialog, 'ended');
  }
  socket.on('message', (bytes) => hear(bytes.toString()));

  const phone = {
    port,
    /** `as`: another name than its own, as a caller who hides the number; `named`: as a browser's phone names the call. */
    dial(number: string, as = user, named?: string): SipCall {
      const remote = `sip:${number}@${domain}`;
      const dialog = begin(`${word()}@${address}`, '', remote, remote, as);
      const name: [string, string][] = named === undefined ? [] : [['X-Call-Id', named]];
      void ask(dialog, 'INVITE', name, sound()).then((response) => {
        const status = statusOf(response);
        reach(dialog, status < 300 ? 'talking' : 'ended', status < 300 ? 0 : status);
      });
      return asCall(dialog);
    },
    /** The next call that comes in, not ringing yet. */
    call: (): Promise<SipCall> =>
      new Promise((resolve, reject) => {
        const first = arrived.shift();
        if (first !== undefined) return resolve(first);
        const late = setTimeout(() => reject(new Error(`${user} is not called`)), 20_000);
        expecting.add((call) => {
          clearTimeout(late);
          resolve(call);
        });
      }),
    async stop(): Promise<void> {
      stopped = true;
      await new Promise<void>((resolve) => socket.close(() => resolve()));
    },
  };
  if (password !== undefined) {
    const own = begin(`${word()}@${address}`, '', `sip:${user}@${domain}`, `sip:${domain}`);
    const status = statusOf(await ask(own, 'REGISTER', [['Expires', '3600']]));
    if (status !== 200) throw new Error(`${user} could not register: ${status}`);
  }
  return phone;
}

export type SipPhone = Awaited<ReturnType<typeof sipPhone>>;
