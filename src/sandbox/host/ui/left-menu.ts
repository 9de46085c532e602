import $ from 'jquery';
import { boot } from '../boot';
import { html } from '../html';
import { entityOf, type Place } from '../place';
import { t, type TextKey } from '../texts';
import { icon, type IconName } from './icons';

const items: { code: string; url: string; icon: IconName; text: TextKey }[] = [
  { code: 'dashboard', url: '/', icon: 'dashboard', text: 'nav.dashboard' },
  { code: 'leads', url: '/leads/pipeline/', icon: 'leads', text: 'nav.leads' },
  { code: 'contacts', url: '/contacts/list/', icon: 'contacts', text: 'nav.contacts' },
  { code: 'companies', url: '/companies/list/', icon: 'companies', text: 'nav.companies' },
  { code: 'settings', url: '/settings/widgets/', icon: 'settings', text: 'nav.settings' },
];

export const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part.charAt(0).toUpperCase())
    .join('');

/** The frame that stays through all page changes. */
export function drawFrame(): void {
  const list = items.map(
    (item) =>
      html`<li class="nav__menu__item" data-item-code="${item.code}">
        <a class="nav__menu__item__link js-navigate-link" href="${item.url}">
          <span class="nav__menu__item__icon"
            >${icon(item.icon)}<span class="nav__menu__item__count"></span
          ></span>
          <span class="nav__menu__item__title">${t(item.text)}</span>
        </a>
      </li>`,
  );
  $('#page').html(
    html`<a class="skip-link" href="#page_holder">${t('nav.skip')}</a>
      <nav id="left_menu" class="nav" aria-label="${t('nav.label')}">
        <button
          type="button"
          class="nav__user js-user-menu"
          aria-haspopup="true"
          aria-expanded="false"
          title="${boot.user.name}"
          aria-label="${boot.user.name}: ${t('nav.account')}"
        >
          <span class="avatar" data-initials="${initials(boot.user.name)}"></span>
        </button>
        <ul class="nav__menu">
          ${list}
        </ul>
        <div class="nav__notifications">
          <button
            type="button"
            class="nav__notifications__icon js-notifications-toggle"
            aria-expanded="false"
            aria-label="${t('inbox.title')}"
          >
            ${icon('bell')}<span class="nav__notifications__counter js-notifications_counter" hidden></span>
          </button>
        </div>
      </nav>
      <main id="page_holder" class="page-holder" tabindex="-1"></main>
      <div id="notifications_panel"></div>
      <div id="popups_wrapper"></div>
      <div id="popups_inbox" aria-live="polite"><div class="popup-inbox"></div></div>`.markup,
  );
}

export function markCurrent(place: Place): void {
  const current =
    place.page === 'advanced' || place.page === 'integrations' || place.page === 'billing'
      ? 'settings'
      : entityOf(place);
  $('#left_menu .nav__menu__item').each((_index, item) => {
    const isCurrent = $(item).attr('data-item-code') === current;
    $(item).toggleClass('nav__menu__item_selected', isCurrent);
    const $link = $(item).children('a');
    if (isCurrent) $link.attr('aria-current', 'page');
    else $link.removeAttr('aria-current');
  });
}
