import type { ColleagueState } from '../domain/colleague';
import type { DialPlan } from '../domain/dial-plan';
import { phoneEntry } from './phone-entry';

/** Who could take a call over. `unknown`: nobody has told yet. */
export interface Colleague {
  readonly name: string;
  readonly extension: string;
  readonly state: ColleagueState | 'unknown';
}

const order = { free: 0, unknown: 1, busy: 2, offline: 3 } as const;
const atMost = 50;
/** Without the marks on letters: nobody types the dots of a Russian "yo". */
const plain = (text: string): string => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

/** Free ones first; each word that was typed begins a word of the name, or the extension. */
export function matchingColleagues(all: readonly Colleague[], typed: string): readonly Colleague[] {
  const wanted = plain(typed).split(/\s+/).filter(Boolean);
  const fits = ({ name, extension }: Colleague): boolean => {
    const words = [...plain(name).split(/[\s-]+/), extension];
    return wanted.every((part) => words.some((word) => word.startsWith(part)));
  };
  return all
    .filter(fits)
    .sort((a, b) => order[a.state] - order[b.state] || a.name.localeCompare(b.name))
    .slice(0, atMost);
}

/** An outside number, or an extension of nobody on the list, is a target as well. */
export function typedTarget(
  all: readonly Colleague[],
  typed: string,
  plan: DialPlan,
): { readonly dial: string; readonly shown: string } | undefined {
  const entry = phoneEntry(typed, plan);
  if (!('dial' in entry) || all.some(({ extension }) => extension === entry.dial)) return undefined;
  return entry;
}
