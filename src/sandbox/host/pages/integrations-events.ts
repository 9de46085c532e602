import $ from 'jquery';
import type { WidgetEntry } from '../../pages/page-data';
import { postJson } from '../http';
import { clearCache, isBlocked, widgetList } from '../loader/load';
import { registry } from '../loader/registry';
import { paramsFor, startWidget } from '../loader/start';
import { reloadPage } from '../navigation';
import type { SavingData } from '../sdk/widget';
import { shown } from '../state';
import { t } from '../texts';
import { Modal } from '../ui/modal';
import { fieldsOf, missingFields, readFields } from './widget-form';
import { widgetTexts, type WidgetTexts } from './widget-texts';
import { windowMarkup } from './widget-window';
import { attribute } from '../ui/attribute';

interface OpenWindow {
  entry: WidgetEntry;
  texts: WidgetTexts;
  modal: Modal;
  $body: JQuery;
}
let open: OpenWindow | undefined;

const freshEntry = async (code: string): Promise<WidgetEntry | undefined> => {
  clearCache();
  return (await widgetList('widgetsSettings')).widgets[code];
};

function fill(window: OpenWindow): void {
  const { entry, $body, texts } = window;
  $body.html(windowMarkup(entry, texts).markup).trigger('modal:loaded').trigger('modal:centrify');
  // The tour has no fields yet: the widget gets its window when they are there.
  if (entry.status === 'install') return;
  try {
    registry.list[entry.code]?.callbacks?.settings?.($body, {});
  } catch (error) {
    console.error(error);
  }
}

async function openWindow(code: string): Promise<void> {
  const entry = await freshEntry(code);
  if (entry === undefined) return;
  const texts = await widgetTexts(entry);
  if (!isBlocked(shown.place) && registry.list[code] === undefined) await startWidget(entry, shown.place);
  const modal = new Modal({
    class_name: `${code} modal-widget-settings`,
    disable_enter_keydown: true,
    default_overlay: true,
    init: ($body) => $body.trigger('modal:loaded'),
    destroy: () => {
      open = undefined;
      return true;
    },
  });
  modal.$modal.attr('aria-label', texts.name);
  open = { entry, texts, modal, $body: modal.$modal.find('.modal-body') };
  fill(open);
}

function showError(text: string): void {
  open?.$body.find('.js-widget-error').text(text).prop('hidden', false);
}

/** False stops the saving, and so does what the widget throws or rejects with; a widget without the callback agrees. */
async function widgetAgrees(
  entry: WidgetEntry,
  active: 'Y' | 'N',
  fields: Record<string, unknown>,
): Promise<boolean> {
  const { code, id } = entry;
  const data: SavingData = { active, fields, id, code, widget_active: active };
  try {
    return (await registry.list[code]?.callbacks?.onSave?.(data)) !== false;
  } catch (error) {
    console.error(error);
    showError(t('widget.saveFailed'));
    return false;
  }
}

const store = (entry: WidgetEntry, change: object): Promise<WidgetEntry> =>
  postJson<WidgetEntry>(`/ajax/settings/widgets/${entry.code}`, change);

async function finish(entry: WidgetEntry, fields: Record<string, unknown>): Promise<void> {
  const saved = await store(entry, { status: 'installed', active: true, settings: fields });
  clearCache();
  registry.list[entry.code]?.set_settings(paramsFor(saved));
  $(document).trigger('widget:installed', [entry.code, JSON.stringify(fields)]);
  open?.modal.destroy();
  await reloadPage();
}

async function save(window: OpenWindow): Promise<void> {
  const { entry, $body } = window;
  const fields = readFields($body, entry);
  const missing = missingFields(entry, fields);
  $body.find('.widget_settings_block__item_field').removeClass('widget_settings_block__item_field--error');
  if (missing.length > 0) {
    for (const code of missing)
      $body
        .find(`.widget_settings_block__item_field[data-code="${code}"]`)
        .addClass('widget_settings_block__item_field--error');
    showError(t('widget.fillRequired'));
    return;
  }
  if (await widgetAgrees(entry, 'Y', fields)) await finish(entry, fields);
}

async function install(window: OpenWindow): Promise<void> {
  const { entry } = window;
  try {
    registry.list[entry.code]?.callbacks?.onInstall?.();
  } catch (error) {
    console.debug(error);
  }
  if (fieldsOf(entry).length === 0) {
    if (await widgetAgrees(entry, 'Y', {})) await finish(entry, {});
    return;
  }
  window.entry = await store(entry, { status: 'not_configured' });
  registry.list[entry.code]?.set_settings({ status: 'not_configured' });
  fill(window);
}

async function disable(window: OpenWindow): Promise<void> {
  const { entry, $body, modal } = window;
  if (!(await widgetAgrees(entry, 'N', readFields($body, entry)))) return;
  await store(entry, { active: false });
  $(document).trigger('widget:removed', [entry.code, undefined, false]);
  modal.destroy();
  await reloadPage();
}

function run(action: (window: OpenWindow) => Promise<void>): void {
  if (open === undefined) return;
  action(open).catch((error: unknown) => {
    console.error(error);
    showError(t('widget.saveFailed'));
  });
}

export function bindIntegrations(): void {
  $(document)
    .on(
      'click',
      '.js-widget-open',
      ({ currentTarget }) => void openWindow(attribute($(currentTarget), 'data-code')),
    )
    .on('change', '.js-widget-policy', ({ currentTarget }) => {
      const event = $(currentTarget).prop('checked') ? 'button:save:enable' : 'button:save:disable';
      $('.js-widget-install').trigger(event);
    })
    .on('click', '.js-widget-save', () => run(save))
    .on('click', '.js-widget-install', () => run(install))
    .on('click', '.js-widget-uninstall', () => run(disable));
}
