import type { CrmAnswer } from '../../routing/situation';

/** A caller's last good answer stands in for a CRM that is late or broken, ms. */
const keep = 24 * 3600_000;
const keepAtMost = 5_000;

/** What the CRM said of numbers lately, by their digits. */
export function knownCallers(now: () => number) {
  const known = new Map<string, { readonly answer: CrmAnswer; readonly at: number }>();
  return {
    remember(key: string, answer: CrmAnswer): void {
      known.delete(key);
      known.set(key, { answer, at: now() });
      const oldest = known.keys().next();
      if (known.size > keepAtMost && oldest.done !== true) known.delete(oldest.value);
    },
    recall(key: string): CrmAnswer | undefined {
      const found = known.get(key);
      return found !== undefined && now() - found.at < keep ? found.answer : undefined;
    },
    /** Forgets what is said of these entities and numbers; gives the numbers that were known. */
    forget({ cards, leads, keys }: ChangedEntities): readonly string[] {
      const hit = [...known].filter(
        ([key, { answer }]) =>
          keys.has(key) ||
          (answer.state === 'found' &&
            answer.callers.some(
              ({ id, openLeads }) => cards.has(id) || openLeads.some((lead) => leads.has(lead.id)),
            )),
      );
      for (const [key] of hit) known.delete(key);
      return hit.map(([key]) => key);
    },
  };
}

/** What has changed in the CRM: ids of contacts and companies, of leads, digits of numbers. */
export interface ChangedEntities {
  readonly cards: ReadonlySet<number>;
  readonly leads: ReadonlySet<number>;
  readonly keys: ReadonlySet<string>;
}
