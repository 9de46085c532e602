import { counted } from '../../../domain/counted';
import type { HttpRule } from '../described-calls';
import { limits } from '../limits';
import { bytes, type World } from './world';

export interface HttpResult {
  readonly code: number;
  readonly text?: string;
  readonly data?: readonly number[];
  readonly headers?: readonly { readonly key: string; readonly value: string }[];
  readonly raw_headers?: string;
  readonly error?: string;
}

interface Options {
  readonly method?: string;
  readonly postData?: string | readonly number[];
  /** Older scenarios write `['Name: value']`. */
  readonly headers?: Readonly<Record<string, string>> | readonly string[];
  readonly params?: Readonly<Record<string, string>>;
  readonly timeout?: number;
}

interface Asked {
  readonly id: number;
  readonly url: string;
  readonly method: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly timeout: number;
  readonly done: (result: HttpResult) => void;
}

/** Sends a request that no rule answers into the real web; the answer comes back by `answered`. */
export type SendOut = (asked: Omit<Asked, 'done'>) => void;

const named = (headers: Options['headers'] = {}): Readonly<Record<string, string>> =>
  headers instanceof Array
    ? Object.fromEntries(headers.map((line) => [line.replace(/:.*$/s, ''), line.replace(/^[^:]*:\s*/, '')]))
    : headers;

const failed = (code: number, error: string): HttpResult => ({ code, error });

/** `Net.httpRequest…` with the host's limits: 3 at once, 35 in all. */
export function requests(world: World, sendOut: SendOut) {
  const active = new Map<number, (result: HttpResult) => void>();
  const outside = new Set<number>();
  const used = new Map<HttpRule, number>();
  let queue: Asked[] = [];
  let count = 0;
  let isLast = false;

  const ruleFor = ({ url, method }: Asked): HttpRule | undefined =>
    world.calls.http.find(
      (rule) =>
        (rule.url === '*' || url.startsWith(rule.url)) &&
        (rule.method === null || rule.method === method) &&
        (rule.times === null || (used.get(rule) ?? 0) < rule.times),
    );
  const line = ({ id, method, url }: Asked): string => `#${id} ${method} ${url}`;

  function start(asked: Asked): void {
    const undo = [world.toTheEnd(asked.timeout, () => finish(failed(-7, 'Timeout')))];
    const finish = (result: HttpResult): void => {
      if (!active.delete(asked.id)) return;
      outside.delete(asked.id);
      for (const each of undo) each();
      const big = bytes(result.text ?? '') > limits.httpBody;
      const given = big ? failed(-9, 'the answer is over 2 MB') : result;
      const said = given.error ?? (given.text ?? '').slice(0, 400);
      world.tell('http', `#${asked.id} ${given.code} ${said}`, undefined, { id: asked.id, code: given.code });
      const next = queue.shift();
      if (next !== undefined) start(next);
      asked.done(given);
    };
    active.set(asked.id, finish);
    const rule = ruleFor(asked);
    world.tell('http', `${line(asked)}${rule === undefined ? '' : '  (recorded)'}`, undefined, {
      ...{ id: asked.id, method: asked.method, url: asked.url, body: asked.body },
    });
    if (rule === undefined) {
      outside.add(asked.id);
      sendOut(asked);
      return;
    }
    used.set(rule, (used.get(rule) ?? 0) + 1);
    const { code, text, headers, after } = rule;
    if (code === null) return;
    const list = Object.entries(headers).map(([key, value]) => ({ key, value }));
    const result = code > 0 ? { code, text, headers: list } : failed(code, text || 'recorded failure');
    undo.push(world.toTheEnd(after, () => finish(result)));
  }

  function request(url: unknown, options: Options = {}, done: (result: HttpResult) => void): void {
    if (active.size + queue.length >= limits.httpAll) {
      world.breach(`the ${limits.httpAll + 1}th HTTP request at once`);
      throw new Error('Exceeded the HTTP connection count limit!');
    }
    if (isLast && count > 0) throw new Error('only one HTTP request is allowed after Terminating');
    const timeout = options.timeout ?? limits.httpTimeout;
    if (timeout > limits.httpTimeout) world.breach(`timeout ${timeout}: it is in seconds, at most 90`);
    const query = Object.entries(options.params ?? {})
      .map((pair) => pair.map(encodeURIComponent).join('='))
      .join('&');
    const method = (options.method ?? 'GET').toUpperCase();
    const data = options.postData ?? '';
    count += 1;
    ids += 1;
    const asked: Asked = {
      id: ids,
      url: query === '' ? String(url) : `${String(url)}${String(url).includes('?') ? '&' : '?'}${query}`,
      method,
      body: ['POST', 'PUT', 'PATCH'].includes(method)
        ? typeof data === 'string'
          ? data
          : String.fromCharCode(...data)
        : '',
      headers: { 'User-Agent': 'VoxEngine/1.0', ...named(options.headers) },
      timeout: Math.min(timeout, limits.httpTimeout),
      done,
    };
    if (!/^https?:\/\/[^/]/.test(asked.url)) world.toTheEnd(0, () => done(failed(-2, 'bad URL')));
    else if (active.size < limits.httpActive) start(asked);
    else queue.push(asked);
  }
  let ids = 0;

  return {
    net: {
      // In the documents a shape; older scenarios make one by `new`.
      HttpRequestOptions: Object,
      httpRequest: (url: unknown, callback: (result: HttpResult) => void, options?: Options): void =>
        request(url, options, (result) => callback(result)),
      httpRequestAsync: (url: unknown, options?: Options): Promise<HttpResult> => {
        return new Promise((resolve) => {
          request(url, options, resolve);
        });
      },
      sendMailAsync: (_server: unknown, _from: unknown, to: unknown, title: unknown) => {
        world.tell('http', `mail to ${String(to)}: ${String(title)}`);
        return Promise.resolve({ code: 250 });
      },
    },
    /** The real web's answer. */
    answered: (id: number, result: HttpResult): void => active.get(id)?.(result),
    /** Whether somebody must wait for the real web. */
    outside: (): number => outside.size,
    active: (): number => active.size,
    dropQueued(): void {
      if (queue.length > 0)
        world.breach(`the session's end drops ${counted(queue.length, 'queued HTTP request')}`);
      queue = [];
    },
    /** From now on one request, no more. */
    allowOne(): void {
      isLast = true;
      count = 0;
    },
  };
}
