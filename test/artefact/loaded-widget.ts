import { readFileSync } from 'node:fs';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { JSDOM } from 'jsdom';
import { Server } from 'socket.io';

const root = path.resolve(__dirname, '../..');
export const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

type Json = Record<string, unknown>;

export interface LoadedWidget {
  window: JSDOM['window'];
  instance: { callbacks: Record<string, (...args: unknown[]) => unknown> } & Json;
  /** How often and with what each host function was called. */
  calls: { add_call: Json[]; add_error: Json[]; show_message_error: Json[]; sessions: number };
  tell(picture: object): void;
  caughtUp(seq: number): void;
  connections(): number;
  contacts: object[];
  defines: number;
  text(): string;
  stop(): Promise<void>;
}

/** Runs dist/widget/script.js as amoCRM's page would: RequireJS-like define, prototype first, settings after `new`. */
export async function loadWidget(params: Json = {}): Promise<LoadedWidget> {
  const state = { contacts: [] as object[], defines: 0 };
  const http: HttpServer = createServer((request, response) => {
    const found = request.url?.startsWith('/api/v4/contacts') === true ? state.contacts : [];
    response.writeHead(found.length > 0 ? 200 : 204, { 'content-type': 'application/hal+json' });
    response.end(found.length > 0 ? JSON.stringify({ _embedded: { contacts: found } }) : undefined);
  });
  const sockets = new Server(http, { serveClient: false });
  await new Promise<void>((resolve) => http.listen(0, 'localhost', resolve));
  const url = `http://localhost:${(http.address() as AddressInfo).port}`;
  const calls: LoadedWidget['calls'] = { add_call: [], add_error: [], show_message_error: [], sessions: 0 };

  const { window } = new JSDOM('<!doctype html><body></body>', {
    url,
    runScripts: 'outside-only',
    pretendToBeVisual: true,
  });
  const page = window as unknown as Json & {
    eval: (code: string) => unknown;
    $: JQueryStatic;
    Twig: unknown;
  };
  page['CSS'] = { escape: (text: string) => text };
  page.eval(read('node_modules/jquery/dist/jquery.js'));
  page.eval(read('node_modules/twig/twig.js'));
  page['APP'] = {
    constant: (key: string) =>
      ({
        user: { id: 504141, name: 'Анна' },
        account: { id: 28, country: 'RU' },
        managers: { '504142': { title: 'Борис' } },
      })[key],
    widgets: { notificationsPhone: () => undefined, destroyNotificationsPhone: () => undefined },
    notifications: {
      add_call: (call: Json) => calls.add_call.push(call),
      add_error: (fault: Json, { fail }: { fail: () => void }) => {
        calls.add_error.push(fault);
        if (params['add_error_fails'] === true) fail();
      },
      show_message_error: (fault: Json) => calls.show_message_error.push(fault),
    },
  };
  const modules: Json = {
    jquery: page.$,
    twigjs: page.Twig,
    require: (): undefined => undefined,
  };
  let widget: unknown;
  page['define'] = (ids: string[], factory: (...found: unknown[]) => unknown) => {
    state.defines += 1;
    widget = factory(...ids.map((id) => modules[id]));
  };
  page.eval(read('dist/widget/script.js'));

  const Widget = widget as new () => LoadedWidget['instance'];
  const langs = JSON.parse(read('i18n/ru.json')) as Json;
  Widget.prototype = {
    i18n: (dotted: string) => dotted.split('.').reduce<unknown>((at, key) => (at as Json)[key], langs),
    get_settings(this: Json) {
      return this['params'];
    },
    $authorizedAjax: () => {
      calls.sessions += 1;
      const session = {
        token: 't',
        expires_at: '2099-01-01T00:00:00.000Z',
        user_id: 504141,
        extension: '101',
        sip: null,
      };
      return page.$.Deferred().resolve(session, 'success').promise();
    },
  };
  const instance = new Widget();
  instance['ns'] = '.widget:amocrm_telephony';
  instance['params'] = {
    gateway_url: url,
    extensions: { '504141': '101', '504142': '102' },
    lookup_deadline: '',
    path: '/widgets/amocrm_telephony',
    version: '0.1.0',
    widget_active: 'Y',
    ...params,
  };

  return {
    window,
    instance,
    calls,
    get contacts() {
      return state.contacts;
    },
    set contacts(found) {
      state.contacts = found;
    },
    get defines() {
      return state.defines;
    },
    tell: (picture) => void sockets.of('/agents').emit('call', picture),
    caughtUp: (seq) => void sockets.of('/agents').emit('caught_up', { seq, now: Date.now() }),
    connections: () => sockets.of('/agents').sockets.size,
    text: () =>
      window.document.querySelector('.amocrm-telephony')?.textContent.replace(/\s+/g, ' ').trim() ?? '',
    async stop() {
      (instance.callbacks['destroy'] as () => void)();
      await new Promise<void>((resolve) => void sockets.close(() => resolve()));
      window.close();
    },
  };
}

/** Waits for a state, not for a time. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`never happened: ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
