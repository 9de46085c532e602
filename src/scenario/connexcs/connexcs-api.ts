import { hostname } from 'node:os';
import { HostFault } from '../host-fault';
import { silence } from '../silence';
import type { ConnexcsCredentials } from './connexcs-credentials';

type Fields = Readonly<Record<string, unknown>>;

export interface ConnexcsNeeds {
  /** With the path of the API, "https://app.connexcs.com/api/cp". */
  readonly address: string;
  readonly credentials: ConnexcsCredentials;
  readonly fetch: typeof globalThis.fetch;
  readonly wait: (ms: number) => Promise<void>;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

const deadline = 30_000;
const attempts = 5;
/** Of a refresh token, seconds. */
const lifetime = 2_592_000;
const [unauthorized, tooMany] = [401, 429];

const fieldsOf = (raw: unknown): Fields =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? (raw as Fields) : {};

/** What an answer says of its failure: JSON, a text, or nothing where it is a page. */
function saidIn(text: string): string {
  if (/<!doctype html|<html/i.test(text)) return 'a page in place of an answer';
  try {
    const { error, message } = fieldsOf(JSON.parse(text));
    const said = error ?? message;
    return typeof said === 'string' ? said : text.slice(0, 200);
  } catch {
    return text.slice(0, 200);
  }
}

/** ConnexCS's REST API: its tokens got and renewed, its errors as faults, its "later" obeyed. */
export function connexcsApi({ address, credentials, fetch, wait }: ConnexcsNeeds) {
  const base = address.replace(/\/+$/, '');
  const secrets = Object.values(credentials);
  const clean = (text: string): string =>
    secrets.reduce((shown, secret) => (secret.length < 8 ? shown : shown.replaceAll(secret, '***')), text);

  async function once(method: Method, path: string, authorization: string, body?: object): Promise<unknown> {
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${base}/${path}`, {
        method,
        headers: {
          Authorization: authorization,
          'Content-Type': 'application/json',
          Accept: 'application/json',
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(deadline),
        // A redirect would carry the token to somebody else.
        redirect: 'error',
      });
      text = await response.text();
    } catch (fault) {
      const why = silence(fault, deadline);
      throw new HostFault(clean(`${method} ${path}: ${base} does not answer: ${why}`), { isUnclear: true });
    }
    const { status } = response;
    if (!response.ok) {
      const cure =
        status === unauthorized ? ': the credentials are not accepted, or the token has expired' : '';
      throw new HostFault(clean(`${method} ${path}: HTTP ${status}, ${saidIn(text)}${cure}`), {
        code: status,
        isUnclear: status >= 500,
      });
    }
    try {
      return text === '' ? {} : JSON.parse(text);
    } catch {
      throw new HostFault(`${method} ${path}: an answer that is no JSON, HTTP ${status}`, {
        isUnclear: true,
      });
    }
  }

  const tokenIn = (raw: unknown, path: string): string => {
    const { token } = fieldsOf(raw);
    if (typeof token === 'string' && token !== '') return token;
    throw new HostFault(`${path}: an answer without a token`);
  };
  async function refreshToken(): Promise<string> {
    if (credentials.kind === 'token') return credentials.refreshToken;
    const basic = Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64');
    const body = { lifetime, audience: `scenario@${hostname()}` };
    return tokenIn(await once('POST', 'auth/jwt/refresh', `Basic ${basic}`, body), 'auth/jwt/refresh');
  }
  let refresh: string | undefined;
  let access: string | undefined;
  async function newAccess(): Promise<string> {
    refresh ??= await refreshToken();
    return tokenIn(await once('GET', 'auth/jwt', `Bearer ${refresh}`), 'auth/jwt');
  }

  /** Repeats what surely was not done; a read is repeated in any case. Rejects with HostFault. */
  return async (method: Method, path: string, body?: object): Promise<unknown> => {
    let isRenewed = false;
    for (let attempt = 1; ; attempt += 1) {
      try {
        access ??= await newAccess();
        return await once(method, path, `Bearer ${access}`, body);
      } catch (fault) {
        const { code, isUnclear } = fault as HostFault;
        if (code === unauthorized && !isRenewed) {
          // Tokens for one's work live shortly.
          [isRenewed, access] = [true, undefined];
          continue;
        }
        const isLater = code === tooMany || (method === 'GET' && isUnclear);
        if (!isLater || attempt >= attempts) throw fault;
        await wait(500 * 2 ** (attempt - 1));
      }
    }
  };
}

export type ConnexcsApi = ReturnType<typeof connexcsApi>;
