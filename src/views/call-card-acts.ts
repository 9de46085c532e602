import type { DeskCall } from '../agent/desk';
import type { PhoneCommand } from '../agent/phone-command';
import type { PhoneDesk } from '../agent/phone-desk';
import type { Texts } from '../domain/texts';

export interface CardAct {
  readonly name: 'answer' | 'decline' | 'hang-up';
  /** The phone's own id of the call, or the PBX's where there is none. */
  readonly id: string;
  readonly text: string;
}

/** What can be done to this call with the agent's own phone: the phone's call and the card's are one by the PBX's id. */
export function cardActs({ call }: DeskCall, phone: PhoneDesk | undefined, texts: Texts): readonly CardAct[] {
  if (phone === undefined || call.state === 'ended') return [];
  const hangUp = (id: string): CardAct => ({ name: 'hang-up', id, text: texts('card.hang_up') });
  const onDesk = call.state === 'active' || call.direction === 'outbound' ? [hangUp(call.call_id)] : [];
  if (phone.deskPhone) return onDesk;
  const leg = phone.state.calls.find(
    ({ callId, stage }) => callId === call.call_id && stage !== 'ending' && stage !== 'ended',
  );
  const other = phone.both && !phone.state.calls.some(({ callId }) => callId === call.call_id);
  if (leg === undefined) return other ? onDesk : [];
  if (leg.stage !== 'incoming') return [hangUp(leg.id)];
  return [
    { name: 'answer', id: leg.id, text: texts('card.answer') },
    { name: 'decline', id: leg.id, text: texts('card.decline') },
  ];
}

/** The command behind a card's button; undefined for buttons of another kind. */
export function phoneCommandOf({
  act,
  id,
}: Readonly<Record<string, string | undefined>>): PhoneCommand | undefined {
  if (id === undefined) return undefined;
  if (act === 'answer' || act === 'hang-up') return { do: act, id };
  return act === 'decline' ? { do: act, id, where: 'everywhere' } : undefined;
}
