import type { PhoneCall } from '../agent/phone-state';

/** One line of the list of numbers that were called or have called. */
export interface RecentNumber {
  /** Of the call. */
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly direction: 'inbound' | 'outbound';
  readonly missed: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const atMost = 20;

const talked = ({ joinedAt }: PhoneCall): boolean => joinedAt !== undefined;

/** A call that is over joins the list once; the newest of one number stands for all of them. */
export function withRecent(
  list: readonly RecentNumber[],
  call: PhoneCall,
  named: { readonly number: string; readonly name: string },
): readonly RecentNumber[] {
  if (call.stage !== 'ended' || named.number === '' || call.why === 'replaced') return list;
  const before = list.find(({ id }) => id === call.id);
  if (before !== undefined && (before.name !== '' || named.name === '')) return list;
  const one: RecentNumber = {
    id: call.id,
    number: named.number,
    name: named.name.slice(0, 200),
    direction: call.direction,
    missed:
      call.direction === 'inbound' &&
      !talked(call) &&
      call.why !== 'answered-elsewhere' &&
      call.why !== 'declined',
    at: call.startedAt,
  };
  return [one, ...list.filter(({ id, number }) => id !== one.id && number !== one.number)].slice(0, atMost);
}

export interface RecentStore {
  read(): readonly RecentNumber[];
  keep(list: readonly RecentNumber[]): void;
}

/** Whatever is over joins the list that is kept, from whichever tab sees it first. */
export function keepRecent(
  store: RecentStore,
  calls: readonly PhoneCall[],
  who: (call: PhoneCall) => { readonly dial: string; readonly name: string },
): void {
  const list = store.read();
  const kept = calls.reduce((all, call) => {
    const { dial, name } = who(call);
    return withRecent(all, call, { number: dial, name });
  }, list);
  if (kept !== list) store.keep(kept);
}

/** The number for a second try: what was dialled last. */
export const redialNumber = (list: readonly RecentNumber[]): string =>
  list.find(({ direction }) => direction === 'outbound')?.number ?? '';

/** What was kept of the list, as far as it can be understood. */
export const recentsFrom = (raw: unknown): readonly RecentNumber[] =>
  Array.isArray(raw) ? raw.filter(isRecent).slice(0, atMost) : [];

function isRecent(raw: unknown): raw is RecentNumber {
  if (typeof raw !== 'object' || raw === null) return false;
  const { id, number, name, direction, missed, at } = raw as Record<string, unknown>;
  return (
    [id, number, name].every((text) => typeof text === 'string') &&
    (direction === 'inbound' || direction === 'outbound') &&
    typeof missed === 'boolean' &&
    typeof at === 'number'
  );
}
