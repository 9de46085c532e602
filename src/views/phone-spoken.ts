import type { PhoneCall, PhoneState } from '../agent/phone-state';
import type { Texts } from '../domain/texts';
import { shownShortcut } from './phone-shortcuts';
import { endingWords } from './phone-words';

/** What a screen reader says of a change; empty: nothing. `who`: name or number of a call's far side. */
export function spokenChange(
  before: PhoneState | undefined,
  now: PhoneState,
  who: (call: PhoneCall) => string,
  texts: Texts,
): string {
  const words = now.calls.flatMap((call) =>
    spokenOf(
      before?.calls.find(({ id }) => id === call.id),
      call,
      who,
      texts,
    ),
  );
  const was = before?.link;
  if (was === 'ready' && now.link !== 'ready') words.push(texts('phone.spoken.line_lost'));
  if (was !== undefined && was !== 'ready' && now.link === 'ready')
    words.push(texts('phone.spoken.line_ready'));
  return words.join('. ');
}

function spokenOf(
  before: PhoneCall | undefined,
  call: PhoneCall,
  who: (call: PhoneCall) => string,
  texts: Texts,
): string[] {
  const words: string[] = [];
  if (before?.stage !== call.stage) {
    if (call.stage === 'incoming')
      words.push(texts('phone.spoken.incoming', { who: who(call), key: shownShortcut('answer') }));
    if (call.stage === 'alerting' && call.direction === 'outbound')
      words.push(texts('phone.spoken.alerting', { who: who(call) }));
    if (call.stage === 'talking') words.push(texts('phone.spoken.talking', { who: who(call) }));
    if (call.stage === 'ended') words.push(endingWords(call, texts));
  }
  if (before === undefined || call.stage !== 'talking') return words;
  const turned = (on: boolean, was: boolean, key: string): void => {
    if (on !== was) words.push(texts(`phone.spoken.${key}_${on ? 'on' : 'off'}`));
  };
  turned(call.muted, before.muted, 'mute');
  turned(call.held, before.held, 'hold');
  turned(call.farHeld, before.farHeld, 'far_hold');
  turned(call.mixed, before.mixed, 'mix');
  const sound = call.sound?.state;
  if (sound !== before.sound?.state && (sound === 'deaf' || sound === 'unheard' || sound === 'silent'))
    words.push(texts(`phone.sound.${sound}`));
  if (call.note !== undefined && call.note !== before.note) words.push(texts(`phone.note.${call.note}`));
  return words;
}
