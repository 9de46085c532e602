import type { PhoneCommand } from '../agent/phone-command';
import type { PhoneCall } from '../agent/phone-state';

export type JointAction = 'swap' | 'join' | 'mix' | 'part';

/** What can be done with two talks at once. */
export function jointActions(calls: readonly PhoneCall[]): readonly JointAction[] {
  const talks = calls.filter(({ stage }) => stage === 'talking');
  if (talks.length < 2) return [];
  return talks.some(({ mixed }) => mixed) ? ['part'] : ['swap', 'join', 'mix'];
}

export function jointCommand(action: JointAction, calls: readonly PhoneCall[]): PhoneCommand | undefined {
  const talks = calls.filter(({ stage }) => stage === 'talking');
  const held = talks.find((call) => call.held);
  const heard = talks.find((call) => !call.held) ?? talks.find((call) => call !== held);
  if (action === 'mix' || action === 'part') return { do: action };
  if (held === undefined || heard === undefined) return undefined;
  return action === 'swap'
    ? { do: 'hold', id: held.id, on: false }
    : { do: 'transfer-to-call', id: held.id, other: heard.id };
}
