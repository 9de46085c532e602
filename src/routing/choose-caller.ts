import { ringReason } from '../domain/ring-reason';
import type { KnownCaller } from './situation';

const lastTouched = ({ openLeads, lastTalk }: KnownCaller): number =>
  Math.max(lastTalk?.at ?? 0, ...openLeads.map(({ updatedAt }) => updatedAt));

/** Several people share one number: whoever has an open lead, then the latest talk, then the older record. */
export const chooseCaller = (callers: readonly KnownCaller[]): KnownCaller | undefined =>
  [...callers].sort(
    (a, b) =>
      Number(b.openLeads.length > 0) - Number(a.openLeads.length > 0) ||
      Number(a.entity === 'company') - Number(b.entity === 'company') ||
      (b.lastTalk?.at ?? 0) - (a.lastTalk?.at ?? 0) ||
      lastTouched(b) - lastTouched(a) ||
      a.id - b.id,
  )[0];

/** Whose the caller is: the manager of the open lead that was touched last, else of the card itself. */
export function responsibleFor(caller: KnownCaller): {
  readonly user: number;
  readonly by: 'lead' | 'card';
  readonly why: string;
} {
  const lead = [...caller.openLeads].sort((a, b) => b.updatedAt - a.updatedAt || b.id - a.id)[0];
  return lead === undefined
    ? { user: caller.responsible, by: 'card', why: ringReason(caller.entity) }
    : {
        user: lead.responsible,
        by: 'lead',
        why: ringReason('lead', lead.name === undefined ? {} : { name: lead.name }),
      };
}
