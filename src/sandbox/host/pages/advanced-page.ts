import { html } from '../html';
import { widgetList } from '../loader/load';
import { t } from '../texts';
import type { Drawing } from './drawing';
import { widgetTexts } from './widget-texts';

/** A widget's own page in Settings; it draws into `#list_page_holder`. */
export async function advancedPage({ $holder, isCurrent }: Drawing, code: string): Promise<void> {
  const { widgets } = await widgetList('widgetsSettings');
  const entry = widgets[code];
  const texts = entry && (await widgetTexts(entry));
  if (!isCurrent()) return;
  const advanced = entry?.manifest['advanced'] as { title?: string } | undefined;
  const title = texts?.text(advanced?.title) ?? texts?.name ?? code;
  $holder.html(
    html`<div class="top-bar">
        <a class="icon-button js-navigate-link" href="/settings/widgets/" aria-label="${t('settings.back')}"
          >←</a
        >
        <h1 class="top-bar__title">${title}</h1>
      </div>
      <div class="settings-page" id="list_page_holder">
        <div id="work-area-${code}">
          ${entry === undefined && html`<p class="empty">${t('settings.noWidget', { code })}</p>`}
          ${entry?.active === 'N' && html`<p class="empty">${t('settings.notActive')}</p>`}
        </div>
      </div>`.markup,
  );
}
