import type { RingKind } from '../ports/phone';
import type { PhoneCall } from './phone-state';

/** What is to be heard beside the talks. */
export function ringFor(calls: readonly PhoneCall[]): RingKind | undefined {
  const at = (...stages: PhoneCall['stage'][]): boolean => calls.some(({ stage }) => stages.includes(stage));
  if (at('incoming'))
    return at('talking', 'answering', 'joining', 'alerting', 'calling') ? 'waiting' : 'ring';
  return at('alerting') && !at('talking', 'answering') ? 'ringback' : undefined;
}
