import { html, type Html } from '../html';
import { t } from '../texts';

interface Named {
  entity: string;
  id: number;
  name: string;
}

export const entityUrl = ({ entity, id }: Omit<Named, 'name'>): string => `/${entity}/detail/${id}`;

/** Link to a card; a nameless record is called by its number. */
export const entityLink = (record: Named): Html =>
  html`<a class="js-navigate-link" href="${entityUrl(record)}"
    >${record.name || t('entity.nameless', { id: record.id })}</a
  >`;
