import type { RunningWidget, WidgetBase } from '../sdk/widget';

export type ActionKind = 'phone' | 'email';
export interface ActionData {
  value: string;
  element_info?: object;
  model?: unknown;
}
export type Action = (data: ActionData) => unknown;
export interface System {
  area: string;
  amouser_id: number | string;
  amouser: string;
  amohash: string;
  [name: string]: unknown;
}

/** `APP.widgets`: who runs, and what they have asked the page for. */
export const registry: {
  list: Record<string, RunningWidget>;
  system: System | false;
  cf_actions: Record<ActionKind, Record<string, Action>>;
  loaded: boolean;
  current: string | undefined;
} = { list: {}, system: false, cf_actions: { phone: {}, email: {} }, loaded: false, current: undefined };

/** A text of the widget's `widget` block, or undefined. */
export function widgetText(widget: WidgetBase, key: string): string | undefined {
  const about = widget.langs?.['widget'];
  const text = typeof about === 'object' ? about[key] : undefined;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** The widget's name, or its code when it has none. */
export const nameOf = (widget: WidgetBase, code: string): string => widgetText(widget, 'name') ?? code;
