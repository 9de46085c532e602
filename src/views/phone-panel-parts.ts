import type { DeskCall } from '../agent/desk';
import type { PhoneCommand } from '../agent/phone-command';
import type { PhoneAnswer, PhoneDesk } from '../agent/phone-desk';
import type { DialPlan } from '../domain/dial-plan';
import type { Texts } from '../domain/texts';
import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';
import type { PhoneComputer } from '../ports/phone-computer';
import type { Colleague } from './phone-colleagues';
import type { RecentStore } from './phone-recent';
import type { PlaceMemory } from './phone-standing';
import type { PhoneTemplates } from './phone-templates';

/** What of the desk the panel shows. */
export interface PanelDesk {
  readonly phone: PhoneDesk;
  readonly calls: readonly DeskCall[];
  readonly colleagues: readonly Colleague[];
}

/** What the panel is built of. */
export interface PhonePanelParts {
  /** Of the widget's own class, in the page for as long as the panel. */
  readonly root: HTMLElement;
  readonly clock: Clock;
  readonly texts: Texts;
  /** The texts below `phone`, for templates. */
  readonly words: object;
  readonly dialPlan: DialPlan;
  readonly templates: PhoneTemplates;
  readonly computer: PhoneComputer;
  readonly tabId: string;
  readonly tell: (command: PhoneCommand) => Promise<PhoneAnswer>;
  readonly colleague: (extension: string) => string | undefined;
  readonly recents: RecentStore;
  readonly place: PlaceMemory;
  readonly remembersOpen: { read(): boolean; keep(open: boolean): void };
  readonly isTyping: () => boolean;
  /** Shows the dial list, or puts it away. */
  readonly dialList: Undo;
  readonly onUnexpected: (error: unknown) => void;
}
