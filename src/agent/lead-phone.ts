import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';
import type { Ordered, Pbx, Session } from '../ports/pbx';
import type { PhoneAccount } from '../ports/phone';
import type { PhoneCommand, PhoneReply } from './phone-command';
import { noCalls, type PhoneAnswer, type PhoneDesk } from './phone-desk';
import type { PhoneState } from './phone-state';

/** The phone in the browser, once its part is here. */
export interface HeldPhone {
  run(command: PhoneCommand): Promise<PhoneReply>;
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
  readonly onPhone: (phone: PhoneDesk | undefined) => void;
  readonly onUnexpected: (error: unknown) => void;
}

/** A tab waits 5 s for its answer. What takes longer is under way, and the state tells what becomes of it. */
const answerWithin = 4000;
const openAgain = 5000;

const replyOf = (said: Ordered): PhoneReply =>
  said.ok ? { ok: true, ...(said.callId !== undefined && { id: said.callId }) } : said;

/** The leading tab's phone: in the browser, or on the desk by the PBX's hand, as the gateway says at sign-in. */
export function leadPhone(parts: LeadPhoneParts): LeadPhone {
  const { id, pbx, clock, onPhone } = parts;
  let account = '';
  let phone: Promise<HeldPhone> | undefined;
  let mode: 'none' | 'browser' | 'desk' = 'none';
  let shown = parts.before?.state;
  let stopped = false;
  let close: Undo = () => undefined;

  const open = (to: PhoneAccount): void => {
    let mine = true;
    let stopAgain: Undo = () => undefined;
    let held: HeldPhone | undefined;
    const before = shown;
    const onState = (state: PhoneState): void => {
      if (!mine) return;
      shown = state;
      onPhone({ holder: id, state, deskPhone: false });
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

  return {
    session(session) {
      if (stopped) return;
      const next = session.phone;
      mode = next !== undefined ? 'browser' : session.originates === true ? 'desk' : 'none';
      const key = next === undefined ? '' : JSON.stringify(next);
      const talking = shown?.calls.some(({ stage }) => stage !== 'ended') === true;
      // A changed password is of no use to a talk that goes on; the next sign-in comes soon enough.
      if (phone !== undefined && (key === account || talking)) return;
      close();
      close = () => undefined;
      account = key;
      if (next !== undefined) open(next);
      else
        onPhone(
          mode === 'desk' ? { holder: id, state: { ...noCalls, link: 'ready' }, deskPhone: true } : undefined,
        );
    },
    run(command) {
      if (mode === 'none') return Promise.resolve({ ok: false, why: 'no-phone' });
      return new Promise((resolve) => {
        const stop = clock.after(answerWithin, () => resolve({ ok: true }));
        const settle = (answer: PhoneAnswer): void => {
          stop();
          resolve(answer);
        };
        const running =
          mode === 'desk' ? byDeskPhone(command) : (phone?.then((held) => held.run(command)) ?? undefined);
        running?.then(settle, () => settle({ ok: false, why: 'no-line' }));
      });
    },
    stop() {
      stopped = true;
      close();
    },
  };
}
