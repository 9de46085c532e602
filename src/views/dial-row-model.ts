import type { DialEntry } from '../dialing/dial-entry';
import type { DialPlan } from '../domain/dial-plan';
import { showPhone } from '../domain/phone-number';
import type { Texts } from '../domain/texts';

export interface DialWords {
  readonly texts: Texts;
  readonly dialPlan: DialPlan;
  /** A moment as people write it: the hour alone where it is today. */
  readonly moment: (at: number) => string;
  readonly pathOf: (link: NonNullable<DialEntry['link']>) => string;
}

/** What stands in the row's state. */
export function dialState(
  entry: DialEntry,
  now: number,
  { texts, moment }: Pick<DialWords, 'texts' | 'moment'>,
): string {
  if (entry.state === 'calling') return texts('dial.state.calling');
  if (entry.state === 'done') return texts(`dial.end.${entry.end ?? 'skipped'}`);
  if (entry.notBefore <= now) return texts('dial.state.waiting');
  const at = moment(entry.notBefore);
  return texts(entry.callback ? 'dial.why.callback' : `dial.why.${entry.why ?? 'retry'}`, { at });
}

const tones = { reached: 'good', unreached: 'bad', wrong: 'bad', forbidden: 'bad', skipped: 'dim' } as const;

/** What `templates/dial-row.twig` draws. */
export function dialRowModel(
  entry: DialEntry,
  place: number,
  size: number,
  now: number,
  words: DialWords,
): object {
  const { texts, dialPlan, pathOf } = words;
  const last = entry.tries[entry.tries.length - 1];
  const phone = showPhone(entry.state === 'done' ? (last?.phone ?? entry.next) : entry.next, dialPlan);
  const outcome = last === undefined ? '' : texts(`dial.outcome.${last.outcome}`);
  return {
    id: entry.id,
    place: place + 1,
    size,
    name: entry.name === '' ? phone : entry.name,
    // Who has no name is called by the number, once.
    line: [entry.name === '' ? '' : phone, entry.company].filter((part) => part !== '').join(' · '),
    href: entry.link === null ? '' : pathOf(entry.link),
    tone: entry.state === 'done' ? tones[entry.end ?? 'skipped'] : entry.state,
    state: dialState(entry, now, words),
    tries: last === undefined ? '' : texts('dial.tries', { count: entry.tries.length, outcome }),
    callable: entry.state === 'waiting',
    removable: entry.state !== 'calling',
  };
}
