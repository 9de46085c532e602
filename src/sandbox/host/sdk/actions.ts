import $ from 'jquery';
import { registry, type Action } from '../loader/registry';
import { shown } from '../state';
import { addSource, type Source } from './sources';
import { paramsOf, type WidgetBase } from './widget';

const isSourceType = (type: string): type is Source['type'] =>
  ['sms', 'chat', 'email', 'custom'].includes(type);

/** What a widget adds to the page's own menus. */
export const actions = {
  /** An item in the menu of every phone or e-mail. Any other kind is ignored in silence, as amoCRM does. */
  add_action(this: WidgetBase, kind: string, action: Action): void {
    const { widget_code } = paramsOf(this);
    if (kind === 'phone' || kind === 'email') registry.cf_actions[kind][widget_code] = action;
  },
  /** A way of sending in the form below the feed of a card; elsewhere it has no effect. */
  add_source(this: WidgetBase, type: string, action: unknown, text?: string): void {
    if (!isSourceType(type)) throw new Error(`add_source: unknown type "${type}"`);
    if (typeof action !== 'function') throw new Error('add_source: the second argument must be a function');
    if (type !== 'sms' && (text === undefined || text === ''))
      throw new Error('add_source: text is required');
    if (shown.place.page !== 'card') return;
    addSource({ code: paramsOf(this).widget_code, type, action, text: text ?? '' } as Source);
  },
  /** Repaints the widget's tile; only where the page shows one. */
  set_status(this: WidgetBase, status: string): void {
    const params = paramsOf(this);
    const $tile = $(`div[data-code="${params.widget_code}"]`);
    if ($tile.length === 0) return;
    $tile.removeClass('install installed error not_configured').addClass(status).attr('data-status', status);
    params.status = status;
    $(document).trigger('widgets:status:change', [params.widget_code, status]);
  },
  setCountBadge(code: string, count: number): void {
    $(`#left_menu [data-item-code="${code}"] .nav__menu__item__count`).text(count > 0 ? String(count) : '');
  },
  get_pipeline_id(): JQueryDeferred<number> {
    return $.Deferred<number>().resolve(0);
  },
  /** Clicks Save in the widget's open settings window. */
  background_install(this: WidgetBase): void {
    $(`#save_${paramsOf(this).widget_code}`).trigger('click');
  },
};
