import type { WidgetHost } from '../adapters/amocrm/host';
import type { PhoneCommand } from '../agent/phone-command';
import type { PhoneAnswer } from '../agent/phone-desk';
import type { Texts } from '../domain/texts';

/** A click that reaches us twice is one call. */
const sameClick = 1500;

/**
 * "Call" in amoCRM's menu beside a number, in cards and lists. A menu item cannot be taken back, so it is made when
 * this agent turns out to have a phone, and each click is answered, also once there is none any more.
 */
export function clickToCall(parts: {
  host: Pick<WidgetHost, 'add_action'>;
  texts: Texts;
  now: () => number;
  tell: (command: PhoneCommand) => Promise<PhoneAnswer>;
  complain: (header: string, text: string) => void;
}): { offer(): void } {
  const { host, texts, now, tell, complain } = parts;
  let offered = false;
  let last = { number: '', at: 0 };
  const dial = (number: string): void => {
    if (number === '' || (number === last.number && now() - last.at < sameClick)) return;
    last = { number, at: now() };
    void tell({ do: 'call', number }).then((answer) => {
      if (!answer.ok) complain(texts('phone.not_called', { number }), texts(`phone.refusal.${answer.why}`));
    });
  };
  return {
    offer() {
      if (offered) return;
      offered = true;
      host.add_action('phone', (data) => {
        const { value } = (data ?? {}) as { readonly value?: unknown };
        if (typeof value === 'string' || typeof value === 'number') dial(String(value).trim());
      });
    },
  };
}
