import { html, type Html } from '../html';
import { t } from '../texts';

/** Code, address and words of one. */
export type Tab = readonly [code: string, url: string, text: string];

const tabs = (current: string, all: readonly Tab[]): Html =>
  html`<nav class="tabs" aria-label="${t('nav.view')}">
    ${all.map(
      ([code, url, text]) =>
        html`<a
          class="tabs__item js-navigate-link ${code === current && 'tabs__item--current'}"
          href="${url}"
          ${code === current && html`aria-current="page"`}
          >${text}</a
        >`,
    )}
  </nav>`;

/** Switches of view beside the title of a section. */
export const leadTabs = (current: 'pipeline' | 'leads'): Html =>
  tabs(current, [
    ['pipeline', '/leads/pipeline/', t('leads.pipeline')],
    ['leads', '/leads/list/', t('leads.list')],
  ]);
/** `own`: pages that widgets have in Settings. */
export const settingsTabs = (current: 'integrations' | 'billing', own: readonly Tab[] = []): Html =>
  tabs(current, [
    ['integrations', '/settings/widgets/', t('settings.integrations')],
    ['billing', '/settings/pay/', t('settings.billing')],
    ...own,
  ]);
