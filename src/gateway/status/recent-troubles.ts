import type { Trouble, TroubleCode } from '../../domain/account-status';

const most = 20;
const longest = 200;

/** The last troubles of one account, each kind once; in memory alone. `now` in ms since 1970. */
export function recentTroubles(now: () => number) {
  const known = new Map<string, Trouble>();
  return {
    note(code: TroubleCode, said = ''): void {
      const detail = said.slice(0, longest);
      const key = `${code} ${detail}`;
      const times = (known.get(key)?.times ?? 0) + 1;
      // Set anew it is the last of the map.
      known.delete(key);
      known.set(key, { code, detail, times, at: new Date(now()).toISOString() });
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
    },
    /** Newest first. */
    list: (): readonly Trouble[] => [...known.values()].reverse(),
  };
}

export type RecentTroubles = ReturnType<typeof recentTroubles>;
