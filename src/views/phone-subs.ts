import type { PhoneCommand } from '../agent/phone-command';
import type { DialPlan } from '../domain/dial-plan';
import type { Texts } from '../domain/texts';
import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';
import type { PhoneComputer } from '../ports/phone-computer';
import { phoneCheck } from './phone-check';
import type { Colleague } from './phone-colleagues';
import type { PhoneChoice } from './phone-choice';
import { phoneDial } from './phone-dial';
import { phoneKeys } from './phone-keys';
import type { RecentNumber } from './phone-recent';
import { phoneSettings } from './phone-settings';
import type { PhoneSub } from './phone-sub';
import type { PhoneTemplates } from './phone-templates';
import { phoneTransferList } from './phone-transfer-list';
import type { PhoneFacts } from './shift-check';

export interface PhoneSubsParts {
  readonly templates: PhoneTemplates;
  readonly texts: Texts;
  readonly words: object;
  readonly dialPlan: DialPlan;
  readonly clock: Clock;
  readonly computer: PhoneComputer;
  readonly recents: { read(): readonly RecentNumber[] };
  readonly colleagues: () => readonly Colleague[];
  readonly facts: () => PhoneFacts;
  readonly choice: () => PhoneChoice | undefined;
  readonly run: (command: PhoneCommand) => Promise<boolean>;
  /** Opens another one. */
  readonly go: (open: string) => void;
  readonly onUnexpected: (error: unknown) => void;
}

export interface PhoneSubs {
  /** `dial`, `add`, `settings`, `check`, `keys:CALL`, `transfer:CALL`, or empty. */
  show(open: string): void;
  current(): PhoneSub | undefined;
  /** Something stands in the dial field, or is being typed there. */
  isDialInUse(): boolean;
  readonly stop: Undo;
}

/** One of them at a time stands below the calls. The dial pad lives as long as the panel, with what is typed in it. */
export function phoneSubs(holder: HTMLElement, parts: PhoneSubsParts): PhoneSubs {
  const { run, go } = parts;
  const dial = phoneDial({
    ...parts,
    recents: () => parts.recents.read(),
    now: () => parts.clock.now(),
    call(number) {
      void run({ do: 'call', number }).then((ok) => {
        if (ok) go('');
        else if (!dial.isInUse()) dial.fill(number);
      });
    },
  });
  let shown = '';
  let current: PhoneSub | undefined;

  const made = (open: string): PhoneSub | undefined => {
    const [kind = '', id = ''] = open.split(':');
    switch (kind) {
      case 'dial':
      case 'add':
        return dial;
      case 'settings':
        return phoneSettings({ ...parts, tell: run, openCheck: () => go('check') });
      case 'check':
        return phoneCheck({ ...parts, openSettings: () => go('settings') });
      case 'keys':
        return phoneKeys({ ...parts, dial: (tones) => void run({ do: 'dial', id, tones }) });
      case 'transfer':
        return phoneTransferList({
          ...parts,
          now(to) {
            go('');
            void run({ do: 'transfer', id, to });
          },
          ask(number) {
            go('');
            void run({ do: 'call', number });
          },
        });
      default:
        return undefined;
    }
  };
  return {
    show(open) {
      if (open !== shown) {
        const next = made(open);
        if (next !== current) {
          current?.stop();
          current = next;
          // Put down again even where it is the same, a field would lose what is being typed into it.
          holder.replaceChildren(...(next === undefined ? [] : [next.element]));
        }
        shown = open;
      }
      current?.update();
    },
    current: () => current,
    isDialInUse: () => current === dial && dial.isInUse(),
    stop: () => current?.stop(),
  };
}
