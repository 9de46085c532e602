import Backbone from 'backbone';
import type { ListPage, ListRow } from '../../pages/page-data';
import { getJson } from '../http';
import { html, raw, type Html } from '../html';
import type { Entity } from '../place';
import { data, elementTypes } from '../state';
import { plural, t } from '../texts';
import { icon } from '../ui/icons';
import { allColumns, columnTitle, isHidden, visibleColumns } from './columns';
import type { Drawing } from './drawing';
import { entityUrl } from './entity-link';
import { leadTabs } from './lead-tabs';

/** What widgets read of a row: only the columns that are shown. */
function rowModel(row: ListRow, entity: Entity): object {
  const codes = visibleColumns(entity).map(({ code, title }) => [code, title] as const);
  const fields = codes.flatMap(([code, title]) => {
    if (title === 'field.phone') return [[code, row.phones.join(', ')]];
    return title === 'field.email' ? [[code, row.emails.join(', ')]] : [];
  });
  return {
    id: row.id,
    name:
      entity === 'contacts' || entity === 'companies' ? { text: row.name, url: entityUrl(row) } : row.name,
    is_checked: false,
    element_type: elementTypes[entity],
    entity: { contacts: 'contact', companies: 'company', leads: 'lead', customers: 'customer' }[entity],
    company_name: row.company ? { name: row.company.name, url: entityUrl(row.company) } : {},
    ...(Object.fromEntries(fields) as object),
  };
}

function table(rows: ListRow[], entity: Entity): Html {
  const columns = visibleColumns(entity);
  const checkbox = (label: string, className: string): Html =>
    html`<label class="control-checkbox"
      ><span class="control-checkbox__body"
        ><input type="checkbox" class="${className}" aria-label="${label}" /><span
          class="control-checkbox__helper"
        ></span></span
    ></label>`;
  return html`<table class="list-table" id="list_table" data-entity="${entity}">
    <thead>
      <tr>
        <th class="list-table__tick" scope="col">${checkbox(t('list.tickAll'), 'js-tick-all')}</th>
        ${columns.map((column) => html`<th scope="col" class="list-table__${column.kind}" data-field-code="${column.code}">${columnTitle(column)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr
            class="list-row js-list-row"
            data-id="${row.id}"
            data-element-id="${row.id}"
            data-element-type="${elementTypes[entity]}"
          >
            <td class="list-table__tick">${checkbox(`${t('list.tick')}: ${row.name}`, 'js-tick-row')}</td>
            ${columns.map((column) => html`<td class="list-table__${column.kind}" data-field-code="${column.code}">${column.draw(row)}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function columnMenu(entity: Entity): Html {
  return html`<details class="dropdown list-columns">
    <summary class="icon-button" title="${t('list.columns')}" aria-label="${t('list.columns')}">
      ${icon('columns')}
    </summary>
    <div class="dropdown__body">
      ${allColumns(entity)
        .slice(1)
        .map(
          (column) =>
            html`<label class="dropdown__item"
              ><input
                type="checkbox"
                class="js-column"
                data-code="${column.code}"
                ${!isHidden(entity, column.code) && raw('checked')}
              />
              ${columnTitle(column)}</label
            >`,
        )}
    </div>
  </details>`;
}

function pages(page: number, count: number, url: URL): Html {
  const to = (number: number): string => {
    const next = new URLSearchParams(url.search);
    next.set('page', String(number));
    return `${url.pathname}?${String(next)}`;
  };
  const step = (number: number, name: 'left' | 'right', label: string): Html =>
    number < 1 || number > count
      ? html`<span class="icon-button icon-button--off">${icon(name)}</span>`
      : html`<a class="icon-button js-navigate-link" href="${to(number)}" aria-label="${label}"
          >${icon(name)}</a
        >`;
  return html`<nav class="pagination" aria-label="${t('list.pages')}">
    ${step(page - 1, 'left', t('list.previous'))}
    <span>${t('list.page', { page, count })}</span>${step(page + 1, 'right', t('list.next'))}
  </nav>`;
}

export async function listPage({ $holder, isCurrent }: Drawing, entity: Entity, url: URL): Promise<void> {
  const term = url.searchParams.get('term') ?? '';
  const query = new URLSearchParams({ term, page: url.searchParams.get('page') ?? '1' });
  const list = await getJson<ListPage>(`/ajax/page/list/${entity}?${String(query)}`);
  if (!isCurrent()) return;
  data.current_list = new Backbone.Collection(list.rows.map((row) => rowModel(row, entity)));
  const head =
    list.total === 0
      ? html`<p class="empty">${t(term === '' ? 'list.empty' : 'list.notFound')}</p>`
      : table(list.rows, entity);
  $holder.html(
    html`<div class="top-bar">
        <h1 class="top-bar__title">${t(`nav.${entity}`)}</h1>
        ${entity === 'leads' && leadTabs('leads')}
        <form class="search js-list-search" role="search">
          ${icon('search')}<input
            type="search"
            name="term"
            value="${term}"
            placeholder="${t('list.search')}"
            aria-label="${t('list.search')}"
            autocomplete="off"
          />
        </form>
        <span class="top-bar__note">${plural(`list.count.${entity}`, list.total)}</span>
        ${columnMenu(entity)}
        <a class="button-input button-input_blue js-navigate-link top-bar__action" href="/${entity}/add/"
          >${t(`list.add.${entity}`)}</a
        >
      </div>
      <div class="list-page" id="list_page_holder">
        <div class="list-multiple-actions js-list-multiple-actions" hidden></div>
        <div
          class="list-page__table custom-scroll"
          tabindex="0"
          role="region"
          aria-label="${t(`nav.${entity}`)}"
        >
          ${head}
        </div>
        ${list.pages > 1 && html`<footer class="list-page__bottom">${pages(list.page, list.pages, url)}</footer>`}
        <div id="card_widgets_overlay" class="default-overlay"></div>
        <aside id="widgets_block" class="card-widgets list-widgets" aria-label="${t('panel.title')}">
          <div class="card-widgets__top">
            <button type="button" class="icon-button js-list-widgets-close" aria-label="${t('panel.close')}">
              ${icon('close')}
            </button>
          </div>
          <div class="card-widgets__elements"></div>
        </aside>
      </div>`.markup,
  );
}
