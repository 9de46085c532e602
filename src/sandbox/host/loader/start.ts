import $ from 'jquery';
import type { WidgetEntry } from '../../pages/page-data';
import type { Place } from '../place';
import { widgetPrototype } from '../sdk/prototype';
import type { Callbacks, RunningWidget, Texts } from '../sdk/widget';
import { registry } from './registry';

type Constructor = new () => RunningWidget;

const settingsOf = ({ settings }: WidgetEntry): object =>
  typeof settings === 'string' ? (JSON.parse(settings) as object) : settings;

export const paramsFor = (entry: WidgetEntry): object => ({
  ...settingsOf(entry),
  id: entry.id,
  status: entry.status,
  widget_code: entry.code,
  path: entry.path,
  version: entry.installed_version,
  oauth_client_uuid: entry.oauth_client_uuid,
  widget_active: entry.active,
  images_path: entry.images_path,
  support: entry.support,
});

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';

/** Runs code of a widget; what it throws is printed, and the other widgets go on. */
function isolated<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    console.error(error);
    return undefined;
  }
}

function modulesOf(entry: WidgetEntry): Promise<[unknown, Texts]> {
  const version = `?v=${entry.installed_version}`;
  return new Promise((resolve, reject) => {
    requirejs(
      [`optional!${entry.src}${version}`, `json!${entry.lang}${version}`],
      (module, langs) => resolve([module, langs as Texts]),
      reject,
    );
  });
}

function ready(widget: RunningWidget, code: string, init: () => unknown): void {
  $(document).trigger(`widget:${code}:loaded`, [widget]);
  init();
}

/** `bind_actions` follows `render` at once, whatever that returned: the page does not do what its manual says. */
function firstRun(
  widget: RunningWidget,
  code: string,
  callbacks: Required<Pick<Callbacks, 'render' | 'init' | 'bind_actions'>>,
): void {
  const drawn = callbacks.render();
  if (isThenable(drawn)) {
    drawn.then(
      () => isolated(() => ready(widget, code, callbacks.init)),
      (error: unknown) => console.error(error),
    );
  } else if (drawn) {
    ready(widget, code, callbacks.init);
  }
  callbacks.bind_actions();
}

function build(entry: WidgetEntry, module: unknown, langs: Texts): void {
  if (typeof module !== 'function') return;
  // Before `new`: what a widget had put on its own prototype is lost, and an ES class throws here.
  module.prototype = Object.create(widgetPrototype) as object;
  const widget = new (module as Constructor)();
  registry.list[entry.code] = widget;
  widget.ns = `.widget:${entry.code}`;
  widget.init_once = entry.init_once;
  if (typeof widget.callbacks !== 'object') return;
  widget.set_lang(langs);
  widget.set_settings(paramsFor(entry));
  const { render, init, bind_actions } = widget.callbacks;
  if (typeof render !== 'function' || typeof init !== 'function' || typeof bind_actions !== 'function') {
    Reflect.deleteProperty(registry.list, entry.code);
    return;
  }
  firstRun(widget, entry.code, { render, init, bind_actions });
}

/** Starts a widget, or only redraws it if it lives on from the page before. */
export async function startWidget(entry: WidgetEntry, place: Place): Promise<void> {
  const living = registry.list[entry.code];
  if (living === undefined) {
    const modules = await modulesOf(entry).catch((error: unknown) => console.error(error));
    if (!modules) return;
    const [module, langs] = modules;
    isolated(() => build(entry, module, langs));
  } else {
    isolated(() => living.callbacks?.render?.());
  }
  if (place.page === 'advanced' && place.code === entry.code) {
    isolated(() => registry.list[entry.code]?.callbacks?.advancedSettings?.());
  }
}
