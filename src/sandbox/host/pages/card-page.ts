import Backbone from 'backbone';
import $ from 'jquery';
import type { CardData } from '../../pages/page-data';
import { getJson } from '../http';
import { html } from '../html';
import { queryParam } from '../url-params';
import type { Entity } from '../place';
import { data, elementTypes } from '../state';
import { t } from '../texts';
import { icon } from '../ui/icons';
import { formState, saveCard } from './card-form';
import { fieldsMarkup } from './card-fields';
import type { Drawing } from './drawing';
import { feedMarkup } from './feed';
import { relatedMarkup } from './related';

function prefilled(card: CardData, url: URL): CardData {
  const phone = queryParam('phone', url.search);
  const name = queryParam('name', url.search);
  return {
    ...card,
    ...(name !== undefined && { name }),
    ...(phone !== undefined && phone !== '' && { phones: [{ value: phone, enum_code: 'WORK' }] }),
  };
}

function openCard(card: CardData, entity: Entity): void {
  const $el = $('#card_holder');
  const model = new Backbone.Model({ id: card.id, name: card.name, ELEMENT_TYPE: elementTypes[entity] });
  const before = card.id === 0 ? '' : formState($el);
  const initial = formState($el);
  let isSaved = false;
  data.current_card = {
    id: card.id,
    model,
    $el,
    element_type: elementTypes[entity],
    new_card: card.id === 0,
    form: { $el: $el.find('.js-card-form') },
    linked_forms: { form_views: [], form_models: { models: [] } },
    notes: {},
    checkChanges: () => !isSaved && formState($el) !== (before || initial),
    async save(options = {}) {
      await saveCard(card, entity, $el, () => (isSaved = true));
      options.afterSave?.();
    },
  };
}

export async function cardPage(
  { $holder, isCurrent }: Drawing,
  entity: Entity,
  id: number,
  url: URL,
): Promise<void> {
  const stored = await getJson<CardData>(`/ajax/page/card/${entity}/${id}`).catch(() => undefined);
  if (!isCurrent()) return;
  if (stored === undefined) {
    $holder.html(
      html`<div class="page-empty">
        <h1>${t('card.missing')}</h1>
        <a class="js-navigate-link button-input" href="/${entity}/list/">${t('card.toList')}</a>
      </div>`.markup,
    );
    return;
  }
  const card = id === 0 ? prefilled(stored, url) : stored;
  const title = card.name || t(id === 0 ? `card.new.${entity}` : 'entity.nameless', { id });
  $holder.html(
    html`<div
      class="card-holder card-holder--${entity}"
      id="card_holder"
      data-id="${id}"
      data-entity="${entity}"
      data-element-id="${id}"
      data-element-type="${elementTypes[entity]}"
    >
      <section class="card-fields custom-scroll">
        <form class="js-card-form card-form" autocomplete="off" novalidate>
          <div class="card-fields__head">
            <a
              class="icon-button js-navigate-link card-fields__back"
              href="/${entity}/list/"
              aria-label="${t('card.toList')}"
              >${icon('left')}</a
            >
            <h1 class="sr-only">${title}</h1>
            <input
              class="card-fields__name js-card-name"
              name="name"
              value="${card.name}"
              placeholder="${t(`card.name.${entity}`)}"
              aria-label="${t('field.name')}"
            />
            <div class="card-fields__id">${id === 0 ? t(`card.new.${entity}`) : `ID ${id}`}</div>
            <div class="tags">${card.tags.map((tag) => html`<span class="tag">#${tag}</span>`)}</div>
          </div>
          ${fieldsMarkup(card)}
          <div class="card-fields__buttons js-card-buttons" ${id !== 0 && html`hidden`}>
            <button
              type="submit"
              class="button-input button-input_blue js-card-save"
              id="save_and_close_contacts_link"
            >
              <span class="button-input-inner__text">${t('card.save')}</span>
            </button>
            <button type="button" class="button-cancel js-card-cancel">${t('card.cancel')}</button>
          </div>
        </form>
        ${relatedMarkup(card)}
      </section>
      <section class="card-feed">${feedMarkup(card)}</section>
      <aside class="card-widgets" id="widgets_block" aria-label="${t('panel.title')}">
        <div class="card-widgets__top">
          <span class="card-widgets__title">${t('panel.title')}</span>
          <button type="button" class="icon-button js-widgets-close" aria-label="${t('panel.close')}">
            ${icon('right')}
          </button>
        </div>
        <div class="card-widgets__elements custom-scroll"></div>
      </aside>
    </div>`.markup,
  );
  openCard(card, entity);
  const feed = document.querySelector('.js-feed-list');
  if (feed !== null) feed.scrollTop = feed.scrollHeight;
}
