import $ from 'jquery';
import { subscribe } from '../push';
import { paramsOf, type WidgetBase } from './widget';

const proxy = '/private/widget/proxy.php';
const pause = 1000;
let lastPost = -Infinity;
let queued = 0;

/** At most about one request per second: each that comes too early waits one second more than the one before it. */
function post(body: Record<string, unknown>, callback: unknown, type: string): void {
  const run = (): void => {
    lastPost = Date.now();
    const options = { url: proxy, type: 'POST', data: body, dataType: type };
    void $.ajax(typeof callback === 'function' ? { ...options, success: callback as () => void } : options);
  };
  if (queued === 0 && Date.now() - lastPost >= pause) {
    run();
    return;
  }
  queued += 1;
  setTimeout(() => {
    queued -= 1;
    run();
  }, pause * queued);
}

const tokenLife = 25 * 60 * 1000;
const tokens = new Map<string, { token: string; until: number }>();

function tokenOf(uuid: string): JQueryPromise<string> {
  const known = tokens.get(uuid);
  const found = $.Deferred<string>();
  if (known !== undefined && known.until > Date.now()) return found.resolve(known.token).promise();
  void $.ajax({ url: `/ajax/v2/integrations/${uuid}/disposable_token`, type: 'GET', dataType: 'json' }).then(
    ({ token }: { token: string }): void => {
      tokens.set(uuid, { token, until: Date.now() + tokenLife });
      found.resolve(token);
    },
    (xhr: unknown): void => void found.reject(xhr, 401),
  );
  return found.promise();
}

export const network = {
  /** Form fields to any server by way of the CRM's; nothing is called when that fails. */
  crm_post(url: string, body: Record<string, unknown> = {}, callback?: unknown, type = 'text'): void {
    post({ ...body, target: url }, callback, type);
  },
  /** `$.ajax` with the user's one-time token in `X-Auth-Token`. */
  $authorizedAjax(this: WidgetBase, options: JQueryAjaxSettings): unknown {
    const uuid = paramsOf(this).oauth_client_uuid;
    if (uuid === '') {
      // A native promise rejected with a string: so does amoCRM's page, and widgets meet it.
      return Promise.resolve('$authorizedAjax works only with OAuth integrations').then(
        Promise.reject.bind(Promise),
      );
    }
    const answer = $.Deferred<unknown>();
    tokenOf(uuid).then(
      (token) => {
        const headers = { ...(options.headers as Record<string, string> | undefined), 'X-Auth-Token': token };
        $.ajax({ ...options, headers }).then(
          (...results: unknown[]): void => void answer.resolve(...(results as [unknown])),
          (...reasons: unknown[]): void => void answer.reject(...reasons),
        );
      },
      (...reasons: unknown[]): void => void answer.reject(...reasons),
    );
    return answer.promise();
  },
  /** Messages of a channel that have all `keys`; the answer ends it. */
  listenSocketChannel(channel: string, keys: string[], listener: (payload: unknown) => void): () => void {
    if (typeof channel !== 'string' || !Array.isArray(keys) || typeof listener !== 'function') {
      throw new TypeError('listenSocketChannel(channel: string, keys: string[], listener: function)');
    }
    return subscribe(channel, (payload) => {
      const has = (key: string): boolean => typeof payload === 'object' && payload !== null && key in payload;
      if (keys.every(has)) listener(payload);
    });
  },
};
