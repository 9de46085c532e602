import type { WidgetEntry } from '../../pages/page-data';
import { html, type Html } from '../html';
import { widgetList } from '../loader/load';
import { t } from '../texts';
import { icon } from '../ui/icons';
import type { Drawing } from './drawing';
import { settingsTabs, type Tab } from './lead-tabs';
import { widgetTexts } from './widget-texts';

async function tile(entry: WidgetEntry): Promise<Html> {
  const { name, shortDescription } = await widgetTexts(entry);
  const status =
    entry.active === 'Y' ? 'installed' : entry.status === 'installed' ? 'disabled' : entry.status;
  return html`<div
    class="widget-tile ${entry.status}"
    data-code="${entry.code}"
    data-status="${entry.status}"
  >
    <button type="button" class="widget-tile__open js-widget-open" data-code="${entry.code}">
      <span class="widget-tile__picture"
        >${icon('plug')}<img src="${entry.images_path}/logo_main.png" alt="" onerror="this.remove()"
      /></span>
      <span class="widget-tile__name">${name}</span>
      <span class="widget-tile__text">${shortDescription}</span>
      <span class="widget-tile__status widget-tile__status--${status}"
        >${t(`widget.status.${status as 'installed'}`)}</span
      >
    </button>
  </div>`;
}

/** The page in Settings of a widget that runs and has one. */
async function ownPage(entry: WidgetEntry): Promise<Tab | undefined> {
  const { advanced, locations } = entry.manifest as { advanced?: { title?: string }; locations?: string[] };
  if (entry.active !== 'Y' || locations?.includes('advanced_settings') !== true) return undefined;
  const { name, text } = await widgetTexts(entry);
  return [entry.code, `/settings/widgets/${entry.code}/`, text(advanced?.title) ?? name];
}

export async function integrationsPage({ $holder, isCurrent }: Drawing): Promise<void> {
  const { widgets } = await widgetList('widgetsSettings');
  const entries = Object.values(widgets);
  const [tiles, own] = await Promise.all([Promise.all(entries.map(tile)), Promise.all(entries.map(ownPage))]);
  if (!isCurrent()) return;
  $holder.html(
    html`<div class="top-bar">
        <h1 class="top-bar__title">${t('nav.settings')}</h1>
        ${settingsTabs(
          'integrations',
          own.filter((page) => page !== undefined),
        )}
      </div>
      <div class="settings-page" id="list_page_holder">
        <h2 class="settings-page__title">${t('settings.private')}</h2>
        ${tiles.length === 0 ? html`<p class="empty">${t('settings.none')}</p>` : html`<div class="widget-tiles">${tiles}</div>`}
      </div>`.markup,
  );
}
