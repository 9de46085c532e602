/** What an agent's browser asks of the PBX through the gateway: `call:originate` and `call:hangup` on `/agents`. */
export interface OriginateOrder {
  /** As the agent typed it or the CRM shows it. */
  readonly phone: string;
}

export interface HangUpOrder {
  readonly call_id: string;
}

/** How both are answered: `code` for programs, `message` for people. */
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

const digits = (text: string): number => text.replace(/\D/g, '').length;

/** A number in any notation, an internal one too; undefined for all else. */
export function parseOriginate(raw: unknown): OriginateOrder | undefined {
  const { phone } = fields(raw);
  if (typeof phone !== 'string' || phone.length > 64 || !/^[\d+*#()\s.,;/-]+$/.test(phone)) return undefined;
  return digits(phone) > 1 && digits(phone) <= 20 ? { phone: phone.trim() } : undefined;
}

export function parseHangUp(raw: unknown): HangUpOrder | undefined {
  const { call_id } = fields(raw);
  return typeof call_id === 'string' && call_id !== '' && call_id.length <= 256 ? { call_id } : undefined;
}
