import type { Clock } from '../ports/clock';
import type { CallPicture, ColleagueNews } from '../protocol/agent-socket';
import { colleagues, type Colleagues } from './colleagues';

/** The colleagues of each account, apart from all others'. */
export function accountColleagues(parts: {
  readonly clock: Clock;
  readonly isWatched: (account: number) => boolean;
  /** To all of this account that watch. */
  readonly tell: (account: number, news: ColleagueNews) => void;
}) {
  const { clock } = parts;
  const accounts = new Map<number, { readonly there: Set<string>; readonly states: Colleagues }>();

  const of = (account: number) => {
    const known = accounts.get(account);
    if (known !== undefined) return known;
    const there = new Set<string>();
    const states = colleagues({
      connected: () => there,
      isWatched: () => parts.isWatched(account),
      tell: (news) => parts.tell(account, news),
      after: (ms, run) => clock.after(ms, run),
      now: () => clock.now(),
    });
    const made = { there, states };
    accounts.set(account, made);
    return made;
  };

  return {
    heard: (account: number, picture: CallPicture): void => of(account).states.heard(picture),
    whole: (account: number): ColleagueNews => of(account).states.whole(),
    came(account: number, extension: string): void {
      const { there, states } = of(account);
      there.add(extension);
      states.changed();
    },
    left(account: number, extension: string): void {
      accounts.get(account)?.there.delete(extension);
      accounts.get(account)?.states.changed();
    },
    forget(account: number): void {
      accounts.get(account)?.states.stop();
      accounts.delete(account);
    },
    stop(): void {
      for (const { states } of accounts.values()) states.stop();
    },
  };
}
