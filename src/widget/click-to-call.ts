import type { WidgetHost } from '../adapters/amocrm/host';
import type { PhoneCommand } from '../agent/phone-command';
import type { PhoneAnswer } from '../agent/phone-desk';
import type { DialPlan } from '../domain/dial-plan';
import { parsePhone } from '../domain/phone-number';
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
  dialPlan: DialPlan;
  now: () => number;
  tell: (command: PhoneCommand) => Promise<PhoneAnswer>;
  complain: (header: string, text: string) => void;
}): {
  offer(): void;
  /** Another command of a click; it too is answered. */
  run(command: PhoneCommand): Promise<void>;
} {
  const { host, texts, dialPlan, now, tell, complain } = parts;
  let offered = false;
  let last = { number: '', at: 0 };
  const run = async (command: PhoneCommand, header: string): Promise<void> => {
    const answer = await tell(command);
    if (!answer.ok) complain(header, texts(`phone.refusal.${answer.why}`));
  };
  const dial = (written: string): void => {
    const to = parsePhone(written, dialPlan);
    const number =
      to.kind === 'none'
        ? written
        : to.kind === 'outside' && to.e164 !== undefined
          ? `+${to.e164}`
          : to.digits;
    if (number === '' || (number === last.number && now() - last.at < sameClick)) return;
    last = { number, at: now() };
    void run({ do: 'call', number }, texts('phone.not_called', { number: written }));
  };
  return {
    run: (command) => run(command, texts('widget.name')),
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
