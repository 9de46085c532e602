import { CrmFailure } from '../../ports/result-crm';
import type { MadeRecords, Newcomers } from '../../ports/result-writer';
import { later } from './result-failures';
import { fieldsOf, idOf } from './result-json';

const keepFor = 10 * 60_000;
const keepAtMost = 50;
const waitAtMost = 60_000;

type Kept = MadeRecords & { readonly at: number };

function keptOf(text: string | null): ReadonlyMap<string, Kept> {
  let raw: unknown;
  try {
    raw = JSON.parse(text ?? '{}');
  } catch {
    raw = {};
  }
  return new Map(
    Object.entries(fieldsOf(raw)).flatMap(([key, value]) => {
      const { contactId, leadId, at } = fieldsOf(value);
      const [contact, lead] = [idOf(contactId), idOf(leadId)];
      if (typeof at !== 'number' || contact === undefined) return [];
      return [[key, { contactId: contact, ...(lead !== undefined && { leadId: lead }), at }]];
    }),
  );
}

/** Where several tabs read and write one text: localStorage, or a stand-in. Both may throw. */
export interface SharedText {
  read(): string | null;
  write(text: string): void;
}

/** One runner at a time for a name, in all tabs. */
export type OneAtATime = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** By the browser's locks, which a page that dies lets go of. */
export const browserLocks: OneAtATime = async (name, work) => {
  // Outside https there are none; what was made lately is still shared.
  if (!('locks' in navigator)) return work();
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), waitAtMost);
  try {
    return await navigator.locks.request(name, { signal: waiting.signal }, () => {
      clearTimeout(timer);
      return work();
    });
  } catch (error) {
    // Waited too long, or a page on its way out, which gets no lock.
    throw error instanceof CrmFailure ? error : later('busy', error);
  }
};

/** Port `Newcomers`: what was made for a number is remembered for ten minutes. */
export function resultNewcomers(parts: {
  name: string;
  text: SharedText;
  locks: OneAtATime;
  now: () => number;
}): Newcomers {
  const { name, text, locks, now } = parts;
  const lately = (): Map<string, Kept> => {
    let kept: ReadonlyMap<string, Kept> = new Map();
    try {
      kept = keptOf(text.read());
    } catch {
      // Storage forbidden: the search alone tells what is there.
    }
    return new Map([...kept].filter(([, { at }]) => at <= now() && now() - at < keepFor).slice(-keepAtMost));
  };
  const remember = (key: string, { contactId, leadId }: MadeRecords): void => {
    if (contactId === undefined) return;
    const kept = lately();
    kept.delete(key);
    kept.set(key, { contactId, ...(leadId !== undefined && { leadId }), at: now() });
    try {
      text.write(JSON.stringify(Object.fromEntries(kept)));
    } catch {
      // Full or forbidden.
    }
  };
  return {
    alone: (key, work) =>
      locks(`${name}:${key}`, async () => {
        const { contactId, leadId } = lately().get(key) ?? {};
        const made = await work({
          ...(contactId !== undefined && { contactId }),
          ...(leadId !== undefined && { leadId }),
        });
        remember(key, made);
        return made;
      }),
  };
}
