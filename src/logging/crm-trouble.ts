import { fieldsOf, listOf, textOf } from './crm-json';

/**
 * Why a request did not do its work.
 * `uncertain`: it may have done it; look before sending it again. `busy`: certainly not done, come again later.
 * `stopped`: nothing will work until somebody does something. `refused`: this very request never will.
 */
export class CrmTrouble extends Error {
  readonly kind: 'uncertain' | 'busy' | 'stopped' | 'refused';
  readonly status: number;
  /** Parsed body of a refusal. */
  readonly body: unknown;
  /** Ms that the CRM wants to be left alone. */
  readonly pause: number | undefined;

  constructor(kind: CrmTrouble['kind'], reason: string, status = 0, body?: unknown, pause?: number) {
    super(reason);
    this.kind = kind;
    this.status = status;
    this.body = body;
    this.pause = pause;
  }
}

export interface CrmRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: unknown;
}

/** Parsed JSON; undefined for 204. Rejects with `CrmTrouble`. */
export type CrmClient = (request: CrmRequest) => Promise<unknown>;

const largest = 8 * 1024 * 1024;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function retryAfter(header: string | null, body: unknown): number | undefined {
  const said = Number(header ?? (body as { retry_after?: unknown } | undefined)?.retry_after);
  return Number.isFinite(said) && said > 0 ? Math.min(said, 600) * 1000 : undefined;
}

/** amoCRM's `validation-errors`, as `path: detail`. */
const violations = (body: unknown): string[] =>
  listOf(fieldsOf(body)['validation-errors'])
    .flatMap(({ errors }) => listOf(errors))
    .map(({ path, detail, code }) => `${textOf(path)}: ${textOf(detail) || textOf(code)}`);

function troubleOf(method: string, status: number, body: unknown, wait: string | null): CrmTrouble {
  const { title, detail } = (typeof body === 'object' && body !== null ? body : {}) as Record<
    string,
    unknown
  >;
  const said = [title, detail, ...violations(body)]
    .filter((text) => typeof text === 'string' && text !== '')
    .join(': ');
  const reason = said === '' ? `HTTP ${status}` : `${status} ${said}`;
  if (status === 429) return new CrmTrouble('busy', reason, status, body, retryAfter(wait, body));
  if (status === 401) return new CrmTrouble('stopped', 'token_refused', status, body);
  if (status === 402) return new CrmTrouble('stopped', 'account_unpaid', status, body);
  // A page in place of JSON blocks the whole account; JSON may only mean that one record is not ours to change.
  const blocked = status === 403 && (method === 'POST' || body === undefined);
  if (blocked) return new CrmTrouble('stopped', 'access_blocked', status, body);
  if (status >= 400 && status < 500 && status !== 408) return new CrmTrouble('refused', reason, status, body);
  return new CrmTrouble('uncertain', reason, status, body);
}

/** What an answer means: parsed JSON, undefined for 204; throws `CrmTrouble`. `wait`: its header `Retry-After`. */
export function answered(
  { method }: Pick<CrmRequest, 'method'>,
  { status, text, wait }: { readonly status: number; readonly text: string; readonly wait: string | null },
): unknown {
  if (status === 204) return undefined;
  const answer = text.length > largest ? undefined : parsed(text);
  if (status < 200 || status >= 300) throw troubleOf(method, status, answer, wait);
  if (typeof answer !== 'object' || answer === null)
    throw new CrmTrouble('uncertain', 'the CRM answers with something other than JSON', status);
  return answer;
}
