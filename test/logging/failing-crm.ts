import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dice } from '../../src/sandbox/crm/demo/dice';
import { crmLedger } from './crm-ledger';

/**
 * How one request is met. `…, done`: the CRM does what it is asked, and the asker is not told so.
 * `half`: only the first half of a batch is done, and 504 is the answer.
 */
export const moods = [
  '429',
  '500',
  '500, done',
  '502',
  '504',
  '504, done',
  'hang',
  'hang, done',
  'reset',
  'reset, done',
  'html for json',
  'html for json, done',
  'cut json, done',
  'half',
] as const;
export type Mood = (typeof moods)[number];

const page = (title: string): string => `<!DOCTYPE html><html><head><title>${title}</title></head></html>`;

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, status: number, body: unknown, type = 'application/hal+json'): void {
  response.statusCode = status;
  if (body === undefined) return void response.end();
  response.setHeader('content-type', type);
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

export interface FailingCrmOptions {
  readonly seed: number;
  /** Share of requests that meet a mood; the rest is answered well. */
  readonly shares: Readonly<Partial<Record<Mood, number>>>;
  readonly settings: Record<string, unknown>;
  /** Called as each request comes in, and again once it has been done but not answered. */
  readonly onMoment: (requests: number) => void;
}

/** An amoCRM that fails in every way it is known to, over HTTP, and remembers what it was really made to do. */
export async function failingCrm({ seed, shares, settings, onMoment }: FailingCrmOptions) {
  const chance = dice(seed);
  const ledger = crmLedger(settings, () => Math.floor(Date.now() / 1000));
  const met = new Map<Mood | 'well', number>();
  const arrivals: number[] = [];
  const asked = new Map<string, number>();
  let switchedOff = false;

  function mood(): Mood | undefined {
    let throwAt = chance.int(0, 999_999) / 1_000_000;
    for (const name of moods) {
      throwAt -= shares[name] ?? 0;
      if (throwAt < 0) return switchedOff ? undefined : name;
    }
    return undefined;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    arrivals.push(performance.now());
    onMoment(arrivals.length);
    const how = mood();
    met.set(how ?? 'well', (met.get(how ?? 'well') ?? 0) + 1);
    const text = await textOf(request);
    const url = new URL(request.url ?? '/', 'http://crm.test');
    const what = `${request.method} ${url.pathname.replace(/\d{2,}/g, '…')}`;
    asked.set(what, (asked.get(what) ?? 0) + 1);
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const silent = chance.chance(0.5);
    const done = how === undefined || how.endsWith('done');
    const work = how === 'half' && Array.isArray(body) ? body.slice(0, Math.ceil(body.length / 2)) : body;
    const answer =
      done || (how === 'half' && Array.isArray(body))
        ? ledger.answer(request.method ?? '', url, work, silent)
        : undefined;
    onMoment(arrivals.length);
    switch (how) {
      case undefined:
        return send(response, answer?.status ?? 500, answer?.body);
      case '429':
        if (silent) response.setHeader('retry-after', '1');
        return send(response, 429, { title: 'Too Many Requests', status: 429 }, 'application/problem+json');
      case '500':
      case '500, done':
        return send(response, 500, { title: 'Internal error', status: 500 }, 'application/problem+json');
      case '502':
        return send(response, 502, page('502 Bad Gateway'), 'text/html');
      case '504':
      case '504, done':
      case 'half':
        return send(response, 504, page('504 Gateway Time-out'), 'text/html');
      case 'html for json':
      case 'html for json, done':
        return send(response, 200, page('Авторизация'), 'text/html; charset=utf-8');
      case 'cut json, done':
        return send(response, 200, '{"_total_items":1,"_embedded":{"calls":[{"id":');
      case 'hang':
      case 'hang, done':
        return;
      case 'reset':
      case 'reset, done':
        request.socket.resetAndDestroy();
    }
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ledger,
    met,
    /** How often each method was asked. */
    asked,
    requests: () => arrivals.length,
    /** When each request came, ms that grow. */
    arrivals: arrivals as readonly number[],
    /** From now on everything is answered well. */
    recover: () => void (switchedOff = true),
    /** The most requests that came within any second. */
    peak(): number {
      let [most, first] = [0, 0];
      arrivals.forEach((at, index) => {
        while (at - (arrivals[first] ?? at) >= 1000) first += 1;
        most = Math.max(most, index - first + 1);
      });
      return most;
    },
    close(): void {
      server.close();
      server.closeAllConnections();
    },
  };
}
