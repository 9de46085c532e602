import type { CallState, Disposition } from '../domain/call';
import type { PhoneEnding } from '../domain/phone-call';
import type { DialOutcome } from './dial-entry';

const outcomes: Readonly<Record<Disposition, DialOutcome>> = {
  answered: 'answered',
  no_answer: 'no-answer',
  busy: 'busy',
  failed: 'failed',
  rejected: 'declined',
  voicemail: 'machine',
};

const outcomesOfEnding: Readonly<Partial<Record<PhoneEnding, DialOutcome | 'untried'>>> = {
  busy: 'busy',
  declined: 'declined',
  'no-answer': 'no-answer',
  // 408 and 480: PBXs call both "nobody came to the phone".
  unreachable: 'no-answer',
  'no-such-number': 'no-such-number',
  cancelled: 'no-answer',
  'hung-up': 'no-answer',
  'no-microphone': 'untried',
  'line-lost': 'interrupted',
  'server-silent': 'interrupted',
  'sound-lost': 'interrupted',
  'far-side-gone': 'interrupted',
};

/** What the PBX says of an ended call. */
export function outcomeOfCall({ disposition }: Pick<CallState, 'disposition'>): DialOutcome {
  return outcomes[disposition ?? 'no_answer'];
}

/** What the browser's phone says of its own call, from SIP's cause; `untried`: nothing has left this computer. */
export function outcomeOfEnding(why: PhoneEnding | undefined, talked: boolean): DialOutcome | 'untried' {
  if (talked) return 'answered';
  return (why && outcomesOfEnding[why]) ?? 'failed';
}
