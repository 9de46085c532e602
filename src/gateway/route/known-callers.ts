import type { CrmAnswer } from '../../routing/situation';

/** A caller's last good answer stands in for a CRM that is late or broken, ms. */
const keep = 24 * 3600_000;
const keepAtMost = 5_000;

interface Known {
  readonly answer: CrmAnswer;
  /** Ms since 1970. */
  readonly at: number;
  /** Nothing was told since that could make it wrong. */
  readonly isTrue: boolean;
}

/** What the CRM said of numbers lately, by their digits. */
export function knownCallers(now: () => number) {
  const known = new Map<string, Known>();
  let changes = 0;

  return {
    /** Changes told so far; an answer that was asked for before the last one may be older than it. */
    changes: (): number => changes,
    /** `since`: `changes()` when it was asked for. */
    remember(key: string, answer: CrmAnswer, since: number): void {
      known.delete(key);
      known.set(key, { answer, at: now(), isTrue: since === changes });
      const oldest = known.keys().next();
      if (known.size > keepAtMost && oldest.done !== true) known.delete(oldest.value);
    },
    recall(key: string): Known | undefined {
      const found = known.get(key);
      return found !== undefined && now() - found.at < keep ? found : undefined;
    },
    /** Forgets what is said of these entities and numbers; gives the numbers that were known. */
    forget({ cards, leads, keys }: ChangedEntities): readonly string[] {
      changes += 1;
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
    /** Something has changed, nobody knows whose: everything is asked for again before it is believed. */
    doubt(): void {
      changes += 1;
      for (const [key, entry] of known) known.set(key, { ...entry, isTrue: false });
    },
    /** Those of these leads that no known caller has. */
    unheardOf(leads: ReadonlySet<number>): readonly number[] {
      const heard = new Set(
        [...known.values()].flatMap(({ answer }) =>
          answer.state === 'found'
            ? answer.callers.flatMap(({ openLeads }) => openLeads.map(({ id }) => id))
            : [],
        ),
      );
      return [...leads].filter((lead) => !heard.has(lead));
    },
  };
}

/** What has changed in the CRM: ids of contacts and companies, of leads, digits of numbers. */
export interface ChangedEntities {
  readonly cards: ReadonlySet<number>;
  readonly leads: ReadonlySet<number>;
  readonly keys: ReadonlySet<string>;
}
