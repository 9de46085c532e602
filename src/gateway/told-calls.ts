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

/**
 * Which extensions must be told of which calls, for as long as they are told. In memory: on the disk each extension's
 * list is a place of its own, and every call would be written in as many places as there are phones that ring.
 */
export function toldCalls() {
  const accounts = new Map<number, Map<string, Map<string, ToldCall>>>();
  let swept = 0;
  const listOf = (account: number, extension: string): Map<string, ToldCall> => {
    let lists = accounts.get(account);
    if (lists === undefined) accounts.set(account, (lists = new Map<string, Map<string, ToldCall>>()));
    let list = lists.get(extension);
    if (list === undefined) lists.set(extension, (list = new Map<string, ToldCall>()));
    return list;
  };

  function sweep(at: number): void {
    if (at - swept < minute) return;
    swept = at;
    for (const lists of accounts.values())
      for (const [extension, list] of lists) {
        for (const { callId, until } of list.values()) if (until <= at) list.delete(callId);
        if (list.size === 0) lists.delete(extension);
      }
  }

  const put = (account: number, rooms: readonly string[], call: ToldCall): void => {
    for (const extension of rooms) listOf(account, extension).set(call.callId, call);
  };

  return {
    put,
    changed(account: number, changes: readonly Changed[], at: number): void {
      sweep(at);
      for (const { picture, rooms } of changes) {
        const { call_id: callId, seq, state } = picture;
        put(account, rooms, { callId, seq, ended: state === 'ended', until: at + toldFor[state] });
      }
    },
    /** Ids of live calls, and of those that have ended after the cursor `after`, in the order of their `seq`. */
    of: (account: number, extension: string, after: number, at: number): readonly ToldCall[] =>
      [...(accounts.get(account)?.get(extension)?.values() ?? [])]
        .filter(({ ended, seq, until }) => until > at && (!ended || seq > after))
        .sort((one, other) => one.seq - other.seq),
  };
}
