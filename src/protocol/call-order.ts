/** How `call:originate` and `call:hangup` on `/agents` are answered. */
export const orderFaults = [
  'invalid_order',
  /** No PBX control is configured. */
  'not_configured',
  'no_extension',
  /** None of this agent's, or over. */
  'unknown_call',
  /** The PBX has said no. */
  'pbx_refused',
  /** No word of the PBX within the limit: nobody knows whether it has done it. */
  'pbx_silent',
] as const;

export type OrderAnswer =
  | { readonly ok: true; /** Id that the PBX's events of the call will carry. */ readonly call_id?: string }
  | { readonly ok: false; readonly code: (typeof orderFaults)[number]; readonly message: string };

const fields = (raw: unknown): Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null ? (raw as Readonly<Record<string, unknown>>) : {};

/** Undefined for what is no answer, and for codes of another version. */
export function parseOrderAnswer(raw: unknown): OrderAnswer | undefined {
  const { ok, call_id, code, message } = fields(raw);
  if (ok === true) return { ok, ...(typeof call_id === 'string' && { call_id }) };
  const known = orderFaults.find((one) => one === code);
  return known === undefined ? undefined : { ok: false, code: known, message: String(message) };
}
