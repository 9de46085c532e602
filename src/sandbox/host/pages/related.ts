import type { CardData, Related } from '../../pages/page-data';
import { html, type Html } from '../html';
import { t } from '../texts';
import { icon } from '../ui/icons';
import { entityLink } from './entity-link';
import { contactValue } from './phone-cell';

const item = (one: Related): Html =>
  html`<li class="related__item">
    <span class="related__icon"
      >${icon(one.entity === 'companies' ? 'companies' : one.entity === 'leads' ? 'leads' : 'contacts')}</span
    >
    <div class="related__main">
      ${entityLink(one)}
      <div class="related__values">
        ${one.phones.map((phone) => contactValue('phone', phone))}${one.emails.map((mail) => contactValue('email', mail))}
      </div>
    </div>
  </li>`;

/** Everything linked to the card, by kind. */
export function relatedMarkup(card: CardData): Html {
  const kinds = ['contacts', 'companies', 'leads', 'customers'] as const;
  return html`${kinds.map((kind) => {
    const own = card.related.filter(({ entity }) => entity === kind);
    return (
      own.length > 0 &&
      html`<section class="related">
        <h2 class="related__title">${t(`nav.${kind}`)}</h2>
        <ul>
          ${own.map(item)}
        </ul>
      </section>`
    );
  })}`;
}
