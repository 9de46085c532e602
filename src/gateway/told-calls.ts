import type { Changed } from './call-store';

/** What is told of a call, and for how long; times ms since 1970. */
export interface ToldCall {
  readonly callId: string;
  readonly seq: number;
  readonly ended: boolean;
  readonly until: number;
}

const minute = 60_000;

/** How long after its last news a call is still told to a browser that comes (back), ms. */
export const toldFor = { ringing: 5 * minute, active: 12 * 60 * minute, ended: 10 * minute } as const;

/** What one extension is told. */
interface List {
  readonly live: Map<string, ToldCall>;
  /** As they ended, one that had news later once more. Nothing leaves this state: no place need be found again. */
  ended: ToldCall[];
}

/**
 * Which extensions must be told of which calls, for as long as they are told. In memory: on the disk each extension's
 * list is a place of its own, and every call would be written in as many places as there are phones that ring.
 */
export function toldCalls() {
  const accounts = new Map<number, Map<string, List>>();
  let swept = 0;
  const listOf = (account: number, extension: string): List => {
    let lists = accounts.get(account);
    if (lists === undefined) accounts.set(account, (lists = new Map<string, List>()));
    let list = lists.get(extension);
    if (list === undefined) lists.set(extension, (list = { live: new Map<string, ToldCall>(), ended: [] }));
    return list;
  };

  function sweep(at: number): void {
    if (at - swept < minute) return;
    swept = at;
    for (const lists of accounts.values())
      for (const [extension, list] of lists) {
        for (const { callId, until } of list.live.values()) if (until <= at) list.live.delete(callId);
        list.ended = list.ended.filter(({ until }) => until > at);
        if (list.live.size + list.ended.length === 0) lists.delete(extension);
      }
  }

  function put(account: number, rooms: readonly string[], call: ToldCall): void {
    for (const extension of rooms) {
      const list = listOf(account, extension);
      if (call.ended) {
        list.live.delete(call.callId);
        list.ended.push(call);
      } else list.live.set(call.callId, call);
    }
  }

  return {
    put,
    changed(account: number, changes: readonly Changed[], at: number): void {
      sweep(at);
      for (const { picture, rooms } of changes) {
        const { call_id: callId, seq, state } = picture;
        put(account, rooms, { callId, seq, ended: state === 'ended', until: at + toldFor[state] });
      }
    },
    /** Live calls, and those that have ended after the cursor `after`, in the order of their `seq`. */
    of(account: number, extension: string, after: number, at: number): readonly ToldCall[] {
      const list = accounts.get(account)?.get(extension);
      if (list === undefined) return [];
      // Of a call its last news alone.
      const calls = new Map(list.live);
      for (const call of list.ended) if (call.seq > after) calls.set(call.callId, call);
      return [...calls.values()].filter(({ until }) => until > at).sort((one, other) => one.seq - other.seq);
    },
  };
}
