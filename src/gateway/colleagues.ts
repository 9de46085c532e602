import type { ColleagueState } from '../domain/colleague';
import type { Undo } from '../domain/undo';
import type { CallPicture, ColleagueNews } from '../protocol/agent-socket';
import { toldFor } from './told-calls';

/** Between two words to the same browsers, ms: a busy department changes with every call. */
const together = 500;
const minute = 60_000;

interface Talk {
  readonly seq: number;
  readonly extensions: readonly string[];
  readonly until: number;
}

export interface ColleaguesNeed {
  /** Extensions with a browser that is connected. */
  readonly connected: () => Iterable<string>;
  readonly isWatched: () => boolean;
  /** To all that watch. */
  readonly tell: (news: ColleagueNews) => void;
  readonly after: (ms: number, run: () => void) => Undo;
  readonly now: () => number;
}

/** Somebody in a talk, or calling out; whoever's phone merely rings can still take another call. */
const busyIn = ({ state, direction, extensions }: CallPicture): readonly string[] =>
  state === 'active' || (state === 'ringing' && direction === 'outbound') ? extensions : [];

/** Who of the account is free, by its browsers and its calls, and the word of every change. */
export function colleagues({ connected, isWatched, tell, after, now }: ColleaguesNeed) {
  const talks = new Map<string, Talk>();
  let told: ReadonlyMap<string, ColleagueState> = new Map();
  let stopWait: Undo | undefined;
  let swept = 0;

  const states = (): ReadonlyMap<string, ColleagueState> => {
    const at = now();
    const all = new Map<string, ColleagueState>();
    for (const extension of connected()) all.set(extension, 'free');
    for (const { extensions, until } of talks.values())
      if (until > at) for (const extension of extensions) all.set(extension, 'busy');
    return all;
  };
  const tellChanges = (): void => {
    stopWait?.();
    stopWait = undefined;
    const before = told;
    told = states();
    const changes: [string, ColleagueState][] = [...told].filter(
      ([name, state]) => before.get(name) !== state,
    );
    for (const name of before.keys()) if (!told.has(name)) changes.push([name, 'offline']);
    if (changes.length > 0) tell({ whole: false, states: Object.fromEntries(changes) });
  };
  /** A browser has come or gone; waits, because another tab may be taking its place. */
  const changed = (): void => {
    if (stopWait !== undefined || !isWatched()) return;
    stopWait = after(together, tellChanges);
  };
  const sweep = (at: number): void => {
    if (at - swept < minute) return;
    swept = at;
    for (const [callId, { until }] of talks) if (until <= at) talks.delete(callId);
  };

  return {
    changed,
    heard(picture: CallPicture): void {
      const { call_id: callId, seq, state } = picture;
      const known = talks.get(callId);
      if (known !== undefined && known.seq >= seq) return;
      const at = now();
      sweep(at);
      const extensions = busyIn(picture);
      // An end is kept for a while too: a replay may still tell of the talk.
      talks.set(callId, { seq, extensions, until: at + toldFor[state] });
      if (extensions.length > 0 || (known?.extensions.length ?? 0) > 0) changed();
    },
    /** For one who begins to watch; what the others have not heard yet goes out to them first. */
    whole(): ColleagueNews {
      tellChanges();
      return { whole: true, states: Object.fromEntries(told) };
    },
    stop: () => stopWait?.(),
  };
}

export type Colleagues = ReturnType<typeof colleagues>;
