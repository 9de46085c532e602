import type { DialEntry } from './dial-entry';

/**
 * What there is to be said in the CRM of a person who has been dealt with; a later round, or another word of the agent,
 * gives another mark. Undefined: nothing, or there is no record to say it in.
 */
export function markOf({ state, end, link, tries }: DialEntry): string | undefined {
  if (state !== 'done' || end === undefined || end === 'skipped' || link === null) return undefined;
  return `${end}:${tries.length}`;
}

export const isUnwritten = (entry: DialEntry): boolean => {
  const mark = markOf(entry);
  return mark !== undefined && entry.written !== mark;
};
