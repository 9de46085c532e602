import type { WidgetEntry } from '../../pages/page-data';
import { html, raw, type Html } from '../html';
import { boot } from '../boot';
import { t } from '../texts';
import { icon } from '../ui/icons';
import { fieldsMarkup } from './widget-form';
import type { WidgetTexts } from './widget-texts';

interface Tour {
  tour_images?: Record<string, string[]>;
  tour_description?: string;
}

const button = (className: string, text: string, more: Html, isBlue = true): Html =>
  html`<button type="button" class="button-input ${isBlue && 'button-input_blue'} ${className}" ${more}>
    <span class="button-input-inner__text">${text}</span>
  </button>`;

function tourMarkup(entry: WidgetEntry, texts: WidgetTexts): Html {
  const tour = (entry.manifest['tour'] ?? {}) as Tour;
  const images = tour.tour_images?.[boot.user.lang] ?? Object.values(tour.tour_images ?? {})[0] ?? [];
  const description = texts.text(tour.tour_description);
  return html`<div class="widget-tour">
    <div class="widget-tour__images">
      ${images.map((file) => html`<img src="${entry.path}${file.startsWith('/') ? '' : '/'}${file}" alt="" onerror="this.remove()" />`)}
    </div>
    ${description !== undefined && html`<p class="widget-tour__description">${raw(description)}</p>`}
  </div>`;
}

function policy(entry: WidgetEntry): Html {
  return html`<label class="control-checkbox widget-policy"
    ><span class="control-checkbox__body">
      <input type="checkbox" class="js-widget-policy" name="policy_${entry.code}" /><span
        class="control-checkbox__helper"
      ></span
    ></span>
    <span class="control-checkbox__text">${t('widget.policy')}</span></label
  >`;
}

function controls(entry: WidgetEntry): Html {
  const { code, id, active } = entry;
  const mark = html`data-id="${id}" data-code="${code}"`;
  if (!boot.user.is_admin) return html`<p class="widget_settings_block__hint">${t('widget.adminOnly')}</p>`;
  if (entry.status === 'install') {
    return html`${policy(entry)}${button('js-widget-skip-tour js-widget-install button-input-disabled', t('widget.install'), html`${mark} disabled`)}`;
  }
  const save = button(
    'js-widget-save',
    t('widget.save'),
    html`id="save_${code}" ${mark} data-onsave-destroy-modal="true"`,
  );
  const drop = button('js-widget-uninstall', t('widget.disable'), mark, false);
  return html`${save}${active === 'Y' && drop}`;
}

/** Inside of the window of one integration, as its status asks: tour, or description and fields. */
export function windowMarkup(entry: WidgetEntry, texts: WidgetTexts): Html {
  const isTour = entry.status === 'install';
  const support = (entry.support as { link?: string } | null)?.link;
  return html`<div class="modal-body__inner widget-settings">
    <button type="button" class="modal-body__close" aria-label="${t('modal.close')}">${icon('close')}</button>
    <div class="widget-settings__head">
      <img
        class="widget-settings__logo"
        src="${entry.images_path}/logo_small.png"
        alt=""
        onerror="this.remove()"
      />
      <h2 class="modal-body__caption head_2">${texts.name}</h2>
      <p class="widget-settings__short">${texts.shortDescription}</p>
    </div>
    <div class="widget-settings__desc-space">
      <div class="widget_settings_block" data-widget="${entry.code}">
        <div class="widget_settings_block__descr">
          ${isTour ? tourMarkup(entry, texts) : raw(texts.description)}
        </div>
        ${!isTour && html`<div class="widget_settings_block__fields" id="widget_settings__fields_wrapper">${fieldsMarkup(entry, texts)}</div>`}
        <p class="widget_settings_block__error js-widget-error" role="alert" hidden></p>
        <div class="widget_settings_block__controls widget_settings_block__controls_top">
          ${controls(entry)}
        </div>
      </div>
    </div>
    ${support !== undefined && /^https?:/.test(support) && html`<a class="widget-settings__support" href="${support}" target="_blank" rel="noopener noreferrer">${t('widget.support')}</a>`}
    <input type="hidden" name="widget_active" id="widget_active__sw" value="${entry.active}" />
  </div>`;
}
