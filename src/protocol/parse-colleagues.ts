import type { ColleagueState } from '../domain/colleague';
import type { ColleagueNews } from './agent-socket';

const states: readonly unknown[] = ['free', 'busy', 'offline'] satisfies ColleagueState[];
const isState = (value: unknown): value is ColleagueState => states.includes(value);

/** Undefined when it is of another shape; a state that is not known here is left out. */
export function parseColleagues(raw: unknown): ColleagueNews | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { whole, states: told } = raw as { readonly whole?: unknown; readonly states?: unknown };
  if (typeof whole !== 'boolean' || typeof told !== 'object' || told === null) return undefined;
  const known = Object.entries(told).filter((entry): entry is [string, ColleagueState] => isState(entry[1]));
  return { whole, states: Object.fromEntries(known) };
}
