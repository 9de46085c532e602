import $ from 'jquery';
import { boot } from '../boot';
import { postJson } from '../http';
import { html } from '../html';
import { t } from '../texts';
import { initials } from './left-menu';

const languages = { ru: 'Русский', en: 'English' };

function close(): void {
  $('.user-menu').remove();
  $('.js-user-menu').attr('aria-expanded', 'false');
}

function open(): void {
  const users = boot.users.filter(({ is_active }) => is_active);
  const back = encodeURIComponent(location.pathname + location.search);
  const people = users.map(
    ({ id, name, is_admin, is_free, extension }) =>
      html`<li>
        <a
          class="user-menu__user ${id === boot.user.id && 'user-menu__user--current'}"
          href="/login?user=${id}&back=${back}"
          ${id === boot.user.id && html`aria-current="true"`}
        >
          <span class="avatar avatar--small" data-initials="${initials(name)}"></span>
          <span
            >${name}<span class="user-menu__role"
              >${t(is_admin ? 'user.admin' : is_free ? 'user.free' : 'user.agent')}${extension !== '' && ` · ${t('user.extension')} ${extension}`}</span
            ></span
          >
        </a>
      </li>`,
  );
  const choices = (['ru', 'en'] as const).map(
    (lang) =>
      html`<button
        type="button"
        class="user-menu__lang js-lang"
        data-lang="${lang}"
        lang="${lang}"
        aria-pressed="${lang === boot.user.lang ? 'true' : 'false'}"
      >
        ${languages[lang]}
      </button>`,
  );
  $(
    html`<section class="user-menu" aria-label="${t('nav.account')}">
      <div class="user-menu__account">
        <b>${boot.account.name}</b><span>${boot.account.subdomain} · ID ${boot.account.id}</span>
      </div>
      <h2 class="user-menu__caption">${t('user.switch')}</h2>
      <ul>
        ${people}
      </ul>
      <h2 class="user-menu__caption">${t('user.language')}</h2>
      <div class="user-menu__langs">${choices}</div>
    </section>`.markup,
  ).appendTo('#page');
  $('.js-user-menu').attr('aria-expanded', 'true');
  $('.user-menu a').first().trigger('focus');
}

/** The account's menu: another user, another language. */
export function bindUserMenu(): void {
  $(document)
    .on('click', '.js-user-menu', () => ($('.user-menu').length > 0 ? close() : open()))
    .on('mousedown', ({ target }) => {
      if ($(target).closest('.user-menu, .js-user-menu').length === 0) close();
    })
    .on('keydown', '.user-menu', (event) => {
      if (event.key !== 'Escape') return;
      close();
      $('.js-user-menu').trigger('focus');
    })
    .on('click', '.js-lang', ({ currentTarget }) => {
      void postJson('/ajax/page/lang', { lang: $(currentTarget).attr('data-lang') }).then(() =>
        location.reload(),
      );
    });
}
