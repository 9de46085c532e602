import type { ListRow } from '../../pages/page-data';
import { boot } from '../boot';
import { html, type Html } from '../html';
import type { Entity } from '../place';
import { formatDate, formatMoney, t, type TextKey } from '../texts';
import { entityLink } from './entity-link';
import { contactValue } from './phone-cell';

export interface Column {
  /** Its name in style sheets. */
  kind: string;
  code: string;
  title: TextKey;
  draw: (row: ListRow) => Html | string;
}

const fieldCode = (code: string): string =>
  `CF${String(boot.fields.find((field) => field.code === code)?.id ?? code)}`;
const values = (kind: 'phone' | 'email', list: string[]): Html =>
  html`${list.map((value) => contactValue(kind, value))}`;

const column: Record<string, Column> = {
  name: {
    kind: 'name',
    code: 'name',
    title: 'field.name',
    draw: (row) =>
      html`${entityLink(row)}${row.tags.length > 0 && html` <span class="tags">${row.tags.map((tag) => html`<span class="tag">${tag}</span>`)}</span>`}`,
  },
  company: {
    kind: 'company',
    code: 'company_name',
    title: 'field.company',
    draw: (row) => (row.company ? entityLink(row.company) : ''),
  },
  contact: {
    kind: 'contact',
    code: 'contact',
    title: 'field.contact',
    draw: (row) => (row.contact ? entityLink(row.contact) : ''),
  },
  phone: {
    kind: 'phone',
    code: fieldCode('PHONE'),
    title: 'field.phone',
    draw: (row) => values('phone', row.phones),
  },
  email: {
    kind: 'email',
    code: fieldCode('EMAIL'),
    title: 'field.email',
    draw: (row) => values('email', row.emails),
  },
  status: {
    kind: 'status',
    code: 'status',
    title: 'field.status',
    draw: ({ status }) =>
      status
        ? html`<span class="status" style="background: ${status.color}" title="${status.name}"
            >${status.name}</span
          >`
        : '',
  },
  price: {
    kind: 'price',
    code: 'price',
    title: 'field.price',
    draw: ({ price }) => (price !== null && price > 0 ? formatMoney(price) : ''),
  },
  responsible: {
    kind: 'responsible',
    code: 'responsible',
    title: 'field.responsible',
    draw: ({ responsible }) => responsible,
  },
  updated: {
    kind: 'updated',
    code: 'updated_at',
    title: 'field.updated',
    draw: ({ updated_at }) => formatDate(updated_at),
  },
};

const names: Record<Entity, string[]> = {
  contacts: ['name', 'company', 'phone', 'email', 'responsible'],
  companies: ['name', 'phone', 'email', 'responsible', 'updated'],
  leads: ['name', 'contact', 'company', 'status', 'price', 'responsible'],
  customers: ['name', 'contact', 'company', 'responsible', 'updated'],
};

const key = (entity: Entity): string => `list-hidden-columns:${entity}`;
const hiddenCodes = (entity: Entity): string[] =>
  JSON.parse(localStorage.getItem(key(entity)) ?? '[]') as string[];

export const allColumns = (entity: Entity): Column[] => names[entity].flatMap((name) => column[name] ?? []);
export const isHidden = (entity: Entity, code: string): boolean => hiddenCodes(entity).includes(code);
export const visibleColumns = (entity: Entity): Column[] =>
  allColumns(entity).filter(({ code }) => !isHidden(entity, code));
export function showColumn(entity: Entity, code: string, visible: boolean): void {
  const others = hiddenCodes(entity).filter((one) => one !== code);
  localStorage.setItem(key(entity), JSON.stringify(visible ? others : [...others, code]));
}
export const columnTitle = ({ title }: Column): string => t(title);
