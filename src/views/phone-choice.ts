import type { UsedPhone } from '../agent/phone-command';
import type { PhoneDesk } from '../agent/phone-desk';
import type { Texts } from '../domain/texts';
import { isLive } from './phone-panel-model';

/** Which phone an agent with two of them uses, as the settings show it. */
export interface PhoneChoice {
  readonly options: readonly { readonly id: UsedPhone; readonly name: string; readonly chosen: boolean }[];
  /** A talk stays on the phone that it began on. */
  readonly busy: boolean;
  /** What the choice means now. */
  readonly hint: string;
}

/** Undefined where there is nothing to choose. */
export function phoneChoice(phone: PhoneDesk | undefined, texts: Texts): PhoneChoice | undefined {
  if (phone?.both !== true) return undefined;
  const used: UsedPhone = phone.deskPhone ? 'desk' : 'browser';
  const busy = phone.state.calls.some(isLive);
  return {
    options: (['browser', 'desk'] as const).map((id) => ({
      id,
      name: texts(`phone.set.phones.${id}`),
      chosen: id === used,
    })),
    busy,
    hint: texts(`phone.set.phones_hint.${busy ? 'busy' : used}`),
  };
}
