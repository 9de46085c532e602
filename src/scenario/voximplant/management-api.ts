import { HostFault } from '../host-fault';
import { silence } from '../silence';
import { cureOf } from './api-faults';
import type { Credentials } from './credentials';
import { serviceToken } from './service-token';

export type Parameters = Readonly<Record<string, string | number | boolean>>;
type Fields = Readonly<Record<string, unknown>>;

export interface ApiNeeds {
  /** Scheme and host; the path "/platform_api" is added where it is missing. */
  readonly address: string;
  readonly credentials: Credentials;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

const deadline = 30_000;
const attempts = 6;
const tryLater = 162;
export const unknownMethod = 103;
const perPage = 100;

const fieldsOf = (raw: unknown): Fields =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? (raw as Fields) : {};

/** The error that an answer tells of, whatever its HTTP status. */
function errorIn(body: Fields): { code: number; message: string } | undefined {
  const list = Array.isArray(body['errors']) ? (body['errors'] as readonly unknown[]) : [];
  const { code, msg } = fieldsOf(body['error'] ?? list[0]);
  if (body['error'] === undefined && list.length === 0) return undefined;
  return { code: Number(code ?? 0), message: typeof msg === 'string' ? msg : 'an error without words' };
}

/** Voximplant's Management API: one POST each, its errors as faults with a cure, its "later" obeyed. */
export function managementApi({ address, credentials, fetch, now, wait }: ApiNeeds) {
  const base = address.replace(/\/+$/, '').replace(/\/platform_api$/, '');
  const secrets = credentials.kind === 'key' ? [credentials.apiKey] : [credentials.privateKey];
  const clean = (text: string): string =>
    secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), text);

  async function once(method: string, parameters: Parameters): Promise<Fields> {
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(parameters)) form.set(name, String(value));
    const headers: Record<string, string> = {
      'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
    };
    if (credentials.kind === 'service') {
      headers['Authorization'] = `Bearer ${serviceToken(credentials, now())}`;
    } else {
      form.set('account_id', credentials.accountId);
      form.set('api_key', credentials.apiKey);
    }
    let response: Response;
    let text: string;
    try {
      const signal = AbortSignal.timeout(deadline);
      // A redirect would carry the credentials to somebody else.
      const request = { method: 'POST', headers, body: form.toString(), signal, redirect: 'error' } as const;
      response = await fetch(`${base}/platform_api/${method}`, request);
      text = await response.text();
    } catch (fault) {
      throw new HostFault(clean(`${method}: ${base} does not answer: ${silence(fault, deadline)}`), {
        isUnclear: true,
      });
    }
    let body: Fields;
    try {
      body = fieldsOf(JSON.parse(text));
    } catch {
      body = {};
    }
    if (response.status === 429)
      throw new HostFault(`${method}: too many requests at once`, { code: tryLater });
    const error = errorIn(body);
    if (error !== undefined) {
      const cure = cureOf(error.code);
      const said = `${method}: error ${error.code}, ${error.message}${cure === '' ? '' : `: ${cure}`}`;
      throw new HostFault(clean(said), { code: error.code });
    }
    if (response.status === 404)
      throw new HostFault(`${method}: the API has no such method`, { code: unknownMethod });
    if (!response.ok || body['result'] === undefined) {
      const isUnclear = response.status >= 500 || response.ok;
      throw new HostFault(`${method}: an answer that is none of the API’s, HTTP ${response.status}`, {
        isUnclear,
      });
    }
    return body;
  }

  /** Repeats what surely was not done; a read is repeated in any case. Rejects with HostFault. */
  async function ask(method: string, parameters: Parameters = {}): Promise<Fields> {
    const isRead = method.startsWith('Get');
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once(method, parameters);
      } catch (fault) {
        const { code, isUnclear } = fault as HostFault;
        if (attempt === attempts || !(code === tryLater || (isRead && isUnclear))) throw fault;
        await wait(500 * 2 ** (attempt - 1));
      }
    }
  }

  return {
    ask,
    /** Every page of a list. */
    async list(method: string, parameters: Parameters = {}): Promise<readonly Fields[]> {
      const found: Fields[] = [];
      for (;;) {
        const { result, total_count: total } = await ask(method, {
          ...parameters,
          count: perPage,
          offset: found.length,
        });
        if (!Array.isArray(result)) throw new HostFault(`${method}: an answer without a list`);
        found.push(...result.map(fieldsOf));
        const isLast = typeof total === 'number' ? found.length >= total : result.length < perPage;
        if (result.length === 0 || isLast) return found;
      }
    },
  };
}

export type ManagementApi = ReturnType<typeof managementApi>;
