import type { DialCommand, DialShow } from '../agent/dial-show';
import type { DialWord } from '../dialing/after-try';
import type { DialEntry } from '../dialing/dial-entry';
import type { DialHead } from '../dialing/dial-head';

export interface DialView {
  readonly entries: readonly DialEntry[];
  readonly head: DialHead;
  readonly show: DialShow;
  /** The list has been read. */
  readonly known: boolean;
  readonly unreachable: boolean;
  /** A card is open that could be added. */
  readonly card: boolean;
}

export type DialPanelCommand =
  | DialCommand
  | { readonly do: 'move'; readonly id: string; readonly before: string | null }
  | { readonly do: 'remove'; readonly id: string }
  | { readonly do: 'word'; readonly id: string; readonly word: DialWord }
  | { readonly do: 'set'; readonly head: Partial<Omit<DialHead, 'run'>> }
  | { readonly do: 'typed'; readonly text: string }
  | { readonly do: 'start' | 'pause' | 'stop' | 'clear' | 'restore' | 'card' | 'again' | 'csv' | 'close' };
