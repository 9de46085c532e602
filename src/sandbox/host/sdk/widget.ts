/** A widget as the page holds it. */

export interface SavingData {
  active: 'Y' | 'N';
  fields: Record<string, unknown>;
  id: number;
  code: string;
  widget_active: 'Y' | 'N';
}
interface Selection {
  selected?: () => unknown;
}
export interface Callbacks {
  render?: () => unknown;
  init?: () => unknown;
  bind_actions?: () => unknown;
  settings?: ($body: JQuery, context: object) => unknown;
  onSave?: (data: SavingData) => unknown;
  onInstall?: () => unknown;
  destroy?: () => unknown;
  advancedSettings?: () => unknown;
  contacts?: Selection;
  leads?: Selection;
  customers?: Selection;
  todo?: Selection;
}
export interface Params {
  id: number;
  status: string;
  widget_code: string;
  path: string;
  version: string;
  oauth_client_uuid: string;
  widget_active: 'Y' | 'N';
  images_path: string;
  support: unknown;
  selected_without_block?: boolean;
  [field: string]: unknown;
}
export interface Texts {
  [key: string]: string | Texts | undefined;
}

/** Own properties; the methods come from the prototype. */
export interface WidgetBase {
  ns: string;
  init_once: 'Y' | 'N';
  callbacks?: Callbacks;
  params?: Params;
  langs?: Texts;
}

/** A widget of the list; everything else that it inherits is for its own code. */
export interface RunningWidget extends WidgetBase {
  set_lang(langs: Texts): void;
  set_settings(values: object): void;
}

/** Params of a widget that has been configured; throws where amoCRM's page throws, in the widget's constructor. */
export function paramsOf(widget: WidgetBase): Params {
  if (widget.params === undefined)
    throw new TypeError("Cannot read properties of undefined (reading 'widget_code')");
  return widget.params;
}
