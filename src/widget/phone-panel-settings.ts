import type { WidgetHost } from '../adapters/amocrm/host';
import type { PhoneCommand } from '../agent/phone-command';
import type { PhoneAnswer } from '../agent/phone-desk';
import type { DialPlan } from '../domain/dial-plan';
import type { Undo } from '../domain/undo';

/** What the page's script hands to the panel's part. */
export interface PhonePanelSettings {
  readonly host: Pick<WidgetHost, 'i18n' | 'ns'>;
  /** Under which this browser keeps what is this user's. */
  readonly own: string;
  readonly folder: string;
  readonly version: string;
  readonly tabId: string;
  readonly dialPlan: DialPlan;
  readonly gatewayUrl: string;
  /** Internal numbers that the administrator has entered, to user ids. */
  readonly users: ReadonlyMap<string, string>;
  /** Name of whoever has this internal number. */
  readonly colleague: (extension: string) => string | undefined;
  /** Shows the dial list, or puts it away. */
  readonly dialList: Undo;
  readonly tell: (command: PhoneCommand) => Promise<PhoneAnswer>;
  readonly onUnexpected: (error: unknown) => void;
}

/** Where this browser keeps whether a user has left the panel open. */
export const phoneOpenKey = (own: string): string => `${own}:phone-open`;
