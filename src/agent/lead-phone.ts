import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';
import type { Ordered, Pbx, Session } from '../ports/pbx';
import type { PhoneAccount } from '../ports/phone';
import type { LineCommand, PhoneCommand, PhoneReply, UsedPhone } from './phone-command';
import { noCalls, type PhoneAnswer, type PhoneDesk } from './phone-desk';
import { hasCall, type PhoneState } from './phone-state';

/** The phone in the browser, once its part is here. */
export interface HeldPhone {
  run(command: LineCommand): Promise<PhoneReply>;
  /** The same line with other credentials. */
  renew(account: PhoneAccount): void;
  /** Ends its calls, except those that the next leader takes over. Synchronous. */
  stop: Undo;
}

export interface LeadPhone {
  /** A new sign-in at the gateway; usually the same phone as before. */
  session(session: Session): void;
  /** Settles within the patience of those who ask from other tabs. */
  run(command: PhoneCommand): Promise<PhoneAnswer>;
  stop: Undo;
}

export interface LeadPhoneParts {
  readonly id: string;
  readonly pbx: Pick<Pbx, 'originate' | 'hangUp'>;
  readonly clock: Clock;
  /** What the last leader has published: its talks are to be taken over. */
  readonly before: PhoneDesk | undefined;
  /** Fetches the part and starts it. */
  readonly open: (
    account: PhoneAccount,
    before: PhoneState | undefined,
    onState: (state: PhoneState) => void,
  ) => Promise<HeldPhone>;
  /** What this agent has chosen on this computer, for where there are both. */
  readonly choice: { read(): UsedPhone; keep(used: UsedPhone): void };
  readonly onPhone: (phone: PhoneDesk | undefined) => void;
  readonly onUnexpected: (error: unknown) => void;
}

/** A tab waits 5 s for its answer. What takes longer is under way, and the state tells what becomes of it. */
const answerWithin = 4000;
const openAgain = 5000;

const replyOf = (said: Ordered): PhoneReply =>
  said.ok ? { ok: true, ...(said.callId !== undefined && { id: said.callId }) } : said;

/** What makes it another line; credentials go to the one that there is. */
const lineOf = ({ url, uri, tones, deskPhone }: PhoneAccount): string => [url, uri, tones, deskPhone].join();

/** The leading tab's phone: in the browser, or on the desk by the PBX's hand, as the gateway says at sign-in. */
export function leadPhone(parts: LeadPhoneParts): LeadPhone {
  const { id, pbx, clock, onPhone } = parts;
  let account = '';
  let line = '';
  let phone: Promise<HeldPhone> | undefined;
  let mode: 'none' | UsedPhone = 'none';
  let both = false;
  let signedIn: Session | undefined;
  let shown = parts.before?.state;
  let stopped = false;
  let close: Undo = () => undefined;
  let renew: (next: PhoneAccount) => void = () => undefined;

  const open = (to: PhoneAccount): void => {
    let mine = true;
    let stopAgain: Undo = () => undefined;
    let held: HeldPhone | undefined;
    const before = shown;
    const onState = (state: PhoneState): void => {
      if (!mine) return;
      shown = state;
      onPhone({ holder: id, state, deskPhone: false, both });
    };
    onState({ ...(before ?? noCalls), link: 'connecting' });
    const attempt = (): Promise<HeldPhone> => {
      const opening = parts.open(to, before, onState);
      opening.then(
        (opened) => {
          held = opened;
          if (!mine) opened.stop();
        },
        (error: unknown) => {
          parts.onUnexpected(error);
          if (mine)
            stopAgain = clock.after(openAgain, () => {
              phone = attempt();
            });
        },
      );
      return opening;
    };
    phone = attempt();
    renew = (next) => {
      to = next;
      // What could not be fetched is opened with these.
      phone?.then(
        (opened) => opened.renew(next),
        () => undefined,
      );
    };
    close = () => {
      stopAgain();
      held?.stop();
      mine = false;
      phone = undefined;
    };
  };

  const byDeskPhone = async (command: PhoneCommand): Promise<PhoneReply> => {
    if (command.do === 'call') return replyOf(await pbx.originate(command.number));
    if (command.do === 'hang-up') return replyOf(await pbx.hangUp(command.id));
    return { ok: false, why: 'not-now' };
  };

  const session = (told: Session): void => {
    if (stopped) return;
    signedIn = told;
    both = told.phone?.deskPhone === true && told.originates === true;
    const next = both && parts.choice.read() === 'desk' ? undefined : told.phone;
    const key = next === undefined ? '' : JSON.stringify(next);
    const isSame = next !== undefined && lineOf(next) === line;
    // Another line is of no use to a talk that goes on; the next sign-in comes soon enough.
    if (phone !== undefined && (key === account || (hasCall(shown) && !isSame))) return;
    account = key;
    if (phone !== undefined && isSame) return renew(next);
    close();
    close = () => undefined;
    line = next === undefined ? '' : lineOf(next);
    mode = next !== undefined ? 'browser' : told.originates === true ? 'desk' : 'none';
    if (next !== undefined) return open(next);
    shown = undefined;
    onPhone(
      mode === 'desk'
        ? { holder: id, state: { ...noCalls, link: 'ready' }, deskPhone: true, both }
        : undefined,
    );
  };

  /** A talk stays on the phone that it began on. */
  const use = (used: UsedPhone): PhoneReply => {
    if (!both || signedIn === undefined || (mode === 'browser' && hasCall(shown)))
      return { ok: false, why: 'not-now' };
    parts.choice.keep(used);
    session(signedIn);
    return { ok: true };
  };

  const carriedOut = (command: PhoneCommand): Promise<PhoneReply> | undefined => {
    if (command.do === 'use-phone') return Promise.resolve(use(command.phone));
    // Of whoever has both, the PBX can end what goes on at the desk.
    const elsewhere =
      both && command.do === 'hang-up' && shown?.calls.every((call) => call.id !== command.id) !== false;
    return mode === 'desk' || elsewhere ? byDeskPhone(command) : phone?.then((held) => held.run(command));
  };

  return {
    session,
    run(command) {
      if (mode === 'none') return Promise.resolve({ ok: false, why: 'no-phone' });
      return new Promise((resolve) => {
        const stop = clock.after(answerWithin, () => resolve({ ok: true }));
        const settle = (answer: PhoneAnswer): void => {
          stop();
          resolve(answer);
        };
        carriedOut(command)?.then(settle, () => settle({ ok: false, why: 'no-line' }));
      });
    },
    stop() {
      stopped = true;
      close();
    },
  };
}
