import type { PhoneCommand } from '../agent/phone-command';
import type { PhoneAnswer } from '../agent/phone-desk';
import type { PhoneCall } from '../agent/phone-state';
import type { Texts } from '../domain/texts';

/** Endings that mean another thing to whoever called than to whoever was called. */
const twofold = ['no-answer', 'cancelled', 'declined'];

/** How a call ended, and what to do about it where something can be done. */
export function endingWords(call: Pick<PhoneCall, 'direction' | 'why' | 'joinedAt'>, texts: Texts): string {
  const why = call.why ?? 'far-hung-up';
  const inbound = call.direction === 'inbound' && call.joinedAt === undefined && twofold.includes(why);
  return texts(`phone.ending.${why}${inbound ? '-in' : ''}`);
}

/** Why a command was not carried out. */
export const refusalWords = (
  why: Exclude<PhoneAnswer, { ok: true }>['why'],
  command: PhoneCommand['do'],
  texts: Texts,
): string =>
  why === 'refused' && (command === 'transfer' || command === 'transfer-to-call')
    ? texts('phone.note.transfer-refused')
    : texts(`phone.refusal.${why}`);
