import { callStatuses, type CallStatus } from '../domain/call-result';

/** What a browser says of a call's result window (`call:result` on `/agents`). */
export interface CallResultWord {
  readonly call_id: string;
  readonly outcome: 'open' | 'saved' | 'cancelled';
  readonly call_status?: CallStatus;
}

/** The acknowledgement; `code` for programs, `message` for people. */
export type CallResultAnswer =
  { readonly ok: true } | { readonly ok: false; readonly code: string; readonly message: string };

const outcomes = ['open', 'saved', 'cancelled'] as const;
const longestId = 256;

/** Undefined for anything else. */
export function parseCallResult(raw: unknown): CallResultWord | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { call_id, outcome: said, call_status } = raw as Readonly<Record<string, unknown>>;
  const outcome = outcomes.find((word) => word === said);
  const status = callStatuses.find((known) => known === call_status);
  if (typeof call_id !== 'string' || call_id === '' || call_id.length > longestId) return undefined;
  if (outcome === undefined || (call_status !== undefined && status === undefined)) return undefined;
  return { call_id, outcome, ...(status !== undefined && { call_status: status }) };
}
