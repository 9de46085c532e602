/** A request that a script makes. */
export interface WebRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  /** Ms. */
  readonly timeout?: number;
}

interface WebAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const mostBytes = 262_144;

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Read by hand: an endless answer must end here, not in memory.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new Error(`the answer is longer than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const reason = (error: unknown): string => {
  const { name, message, cause } = error as {
    name?: string;
    message?: string;
    cause?: { code?: string; message?: string };
  };
  if (name === 'TimeoutError') return 'no answer in time';
  return cause?.code ?? cause?.message ?? message ?? String(error);
};

/**
 * HTTP for scripts. `allowed`: hosts, with their port where it is not the scheme's own (`crm.example.com`,
 * `localhost:8081`); nothing else is reached, redirects are not followed. `timeoutMs`: the most that one request may
 * take, `signal` ends it with its script.
 */
export function askWeb(allowed: readonly string[], timeoutMs: number) {
  const known = new Set(allowed.map((host) => host.toLowerCase()));
  return async (url: string, request: WebRequest, signal: AbortSignal): Promise<WebAnswer> => {
    if (!URL.canParse(url)) throw new Error(`"${url.slice(0, 200)}" is not a web address`);
    const { protocol, host, username } = new URL(url);
    if (protocol !== 'https:' && protocol !== 'http:')
      throw new Error(`${protocol} is not a scheme that scripts may use`);
    if (username !== '') throw new Error('an address with a user name in it is refused');
    if (!known.has(host))
      throw new Error(
        `${host} is not among the hosts that scripts may reach${known.size === 0 ? ' (none)' : ''}`,
      );
    const { method = 'GET', headers = {}, body, timeout = timeoutMs } = request;
    try {
      const response = await fetch(url, {
        method,
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
        ...(typeof body === 'string' && { body }),
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(Math.max(1, Math.min(timeout, timeoutMs)))]),
      });
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await textOf(response),
      };
    } catch (error) {
      throw new Error(`${method} ${host}: ${reason(error)}`, { cause: error });
    }
  };
}
