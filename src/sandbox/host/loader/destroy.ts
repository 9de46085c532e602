import $ from 'jquery';
import { dropSources } from '../sdk/sources';
import { registry } from './registry';

/** Ends one widget: its own clean-up, its handlers on the document, its block in the panel. */
export function destroyWidget(code: string): void {
  const widget = registry.list[code];
  if (widget === undefined) return;
  try {
    widget.callbacks?.destroy?.();
  } catch (error) {
    console.error(error);
  }
  if (widget.ns) $(document).off(widget.ns);
  $(`.card-widgets__widget-${code}`).remove();
  Reflect.deleteProperty(registry.cf_actions.phone, code);
  Reflect.deleteProperty(registry.cf_actions.email, code);
  dropSources(code);
  Reflect.deleteProperty(registry.list, code);
}

/** Before the next page: all but the active `init_once` ones. */
export function destroyLeaving(): void {
  for (const [code, widget] of Object.entries(registry.list)) {
    if (widget.init_once !== 'Y' || widget.params?.widget_active !== 'Y') destroyWidget(code);
  }
}
