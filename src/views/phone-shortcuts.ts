import type { PhoneCommand } from '../agent/phone-command';
import type { PhoneCall } from '../agent/phone-state';

/** Keys by their place on the keyboard, so that they are the same in every layout; all with Alt. */
export const shortcuts = {
  answer: 'KeyA',
  'hang-up': 'KeyX',
  mute: 'KeyM',
  hold: 'KeyH',
  panel: 'KeyP',
} as const;

export type Shortcut = keyof typeof shortcuts;

export interface KeyPress {
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
}

export const shownShortcut = (name: Shortcut): string => `Alt+${shortcuts[name].slice(3)}`;

export function shortcutOf(press: KeyPress): Shortcut | undefined {
  if (!press.altKey || press.ctrlKey || press.shiftKey || press.metaKey || press.repeat) return undefined;
  return (Object.keys(shortcuts) as Shortcut[]).find((name) => shortcuts[name] === press.code);
}

/** The talk that commands without a name mean: the one that is heard, else the one that is on its way, else a held one. */
export function currentCall(calls: readonly PhoneCall[]): PhoneCall | undefined {
  const live = calls.filter(({ stage }) => stage !== 'ended' && stage !== 'ending');
  return (
    live.find(({ stage, held }) => stage === 'talking' && !held) ??
    live.find(({ stage }) => stage !== 'incoming' && stage !== 'talking') ??
    live.find(({ stage }) => stage === 'talking') ??
    live[0]
  );
}

/** Undefined where the key has nothing to do now. */
export function commandOf(
  name: Exclude<Shortcut, 'panel'>,
  calls: readonly PhoneCall[],
): PhoneCommand | undefined {
  const incoming = calls.find(({ stage }) => stage === 'incoming');
  const current = currentCall(calls);
  if (name === 'answer') return incoming && { do: 'answer', id: incoming.id };
  if (current === undefined) return undefined;
  if (name === 'hang-up')
    return current.stage === 'incoming'
      ? { do: 'decline', id: current.id, where: 'everywhere' }
      : { do: 'hang-up', id: current.id };
  if (current.stage !== 'talking') return undefined;
  return name === 'mute'
    ? { do: 'mute', id: current.id, on: !current.muted }
    : { do: 'hold', id: current.id, on: !current.held };
}
