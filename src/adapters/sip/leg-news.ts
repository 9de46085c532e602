import { SessionState } from 'sip.js';
import type { PhoneEnding } from '../../domain/phone-call';
import { endingOfStatus } from '../../domain/phone-call-ending';
import { valueOf, valuesOf, type SipText } from './sip-text';

export interface LegNews {
  readonly why?: PhoneEnding;
  readonly progress: boolean;
  readonly answered: boolean;
  /** Goodbye before an answer. */
  readonly early: boolean;
  /** Goodbye between the answer and the end of joining: the library would lose it. */
  readonly tooSoon: boolean;
}

const silence: LegNews = { progress: false, answered: false, early: false, tooSoon: false };

const cancelReason = (message: SipText): PhoneEnding =>
  valuesOf(message, 'reason').some((reason) => /cause\s*=\s*200\b/.test(reason))
    ? 'answered-elsewhere'
    : 'cancelled';

/**
 * Reads what a call's messages mean for its beginning and end. `supported`: that header of the invitation that began
 * an incoming call, which came before there was anybody to read it here.
 */
export function legNews(supported: readonly string[]): {
  readonly understandsReplaces: boolean;
  read(message: SipText, state: SessionState): LegNews;
} {
  let answered = false;
  const saysReplaces = (values: readonly string[]): boolean => /\breplaces\b/i.test(values.join());
  let understandsReplaces = saysReplaces(supported);
  const establishing = (state: SessionState): boolean =>
    state === SessionState.Initial || state === SessionState.Establishing;
  return {
    get understandsReplaces() {
      return understandsReplaces;
    },
    read(message, state) {
      const { startLine } = message;
      if (saysReplaces(valuesOf(message, 'supported'))) understandsReplaces = true;
      if (startLine.startsWith('CANCEL ')) return { ...silence, why: cancelReason(message) };
      if (startLine.startsWith('BYE ')) {
        const waiting = establishing(state);
        return { ...silence, why: 'far-hung-up', early: waiting && !answered, tooSoon: waiting && answered };
      }
      const status = Number(/^SIP\/2\.0 (\d{3})/.exec(startLine)?.[1] ?? 0);
      const forInvite = (valueOf(message, 'cseq') ?? '').endsWith(' INVITE');
      if (status === 0 || !forInvite || state === SessionState.Established) return silence;
      if (status < 200) return { ...silence, progress: true };
      if (status < 300) {
        answered = true;
        return { ...silence, answered: true };
      }
      return status === 401 || status === 407 ? silence : { ...silence, why: endingOfStatus(status) };
    },
  };
}
