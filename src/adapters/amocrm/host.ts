/**
 * The typed face of what amoCRM's page gives a widget: the widget object itself (`self`) and the page's `APP`
 * (amoCRM web SDK: "mechanics", "env_variables", "notifications"). The only file that names the page's globals.
 */

export interface AjaxOptions {
  url: string;
  method?: 'GET' | 'POST';
  data?: Record<string, string | number>;
  dataType?: 'json';
  timeout?: number;
}

/** What the loader puts on the instance before it calls `render`; nothing of it is there in the constructor. */
export interface WidgetHost {
  readonly ns: string;
  params: Record<string, unknown>;
  callbacks: Record<string, unknown>;
  get_settings(): Record<string, unknown>;
  i18n(path: string): unknown;
  /** Into the menu beside every number; a second one replaces the first. `data.value` is the number as displayed. */
  add_action(type: 'phone', act: (data: unknown) => void): void;
  /** The ticked rows of a list; false where there is none. */
  list_selected(): unknown;
  /** Rejects with a string where the widget has no OAuth integration, else with jQuery's xhr. */
  $authorizedAjax(options: AjaxOptions): PromiseLike<unknown>;
}

export interface CallNotification {
  text: string;
  header: string;
  date: number;
  from?: string;
  to?: string;
  /** Seconds; the host changes it to "mm:ss" in place. */
  duration?: number;
  link?: string;
  element?: { id: number; type: 'contact' | 'company' };
  click_link?: string;
}

interface NotificationCallbacks {
  done(): void;
  fail(): void;
  always(): void;
}

interface Manager {
  readonly title?: unknown;
}

/** A row of the shown list: a Backbone model. */
export interface ListRow {
  readonly id?: unknown;
  get(name: string): unknown;
}

interface App {
  readonly data: {
    readonly current_list?: { where(which: { is_checked: boolean }): readonly ListRow[] };
    readonly current_card?: unknown;
  };
  readonly lang_id?: unknown;
  constant(key: 'user'): { readonly id?: unknown; readonly name?: unknown } | undefined;
  constant(key: 'account'): { readonly id?: unknown; readonly country?: unknown } | undefined;
  constant(key: 'task_types'): unknown;
  constant(key: 'managers'): Readonly<Record<string, Manager | undefined>> | undefined;
  readonly widgets: {
    /** One widget's button; it unbinds all that the former owner has bound under its `ns`. */
    notificationsPhone(button: { readonly ns: string; readonly click: () => void }): void;
    destroyNotificationsPhone(button: { readonly ns: string }): void;
  };
  /** `setCallingStatus(true)`: the page does not reload itself for a new version. */
  readonly sdk?: { setCallingStatus(calling: boolean): unknown };
  readonly notifications: {
    add_call(call: CallNotification): void;
    add_error(fault: { header: string; text: string; date: number }, callbacks: NotificationCallbacks): void;
    show_message_error(fault: { header: string; text: string; date: number }): void;
  };
}

export const hostApp = (): App => (window as unknown as { readonly APP: App }).APP;
