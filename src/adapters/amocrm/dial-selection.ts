import type { LinkKind } from '../../domain/call-result';
import type { DialSource } from './dial-people';
import { hostApp, type ListRow, type WidgetHost } from './host';
import { fieldsOf, idOf, listOf, textOf } from './result-json';

/** `element_type` of the page's models (amoCRM web SDK, "env_variables"). */
const kinds: Readonly<Record<number, LinkKind>> = { 1: 'contact', 2: 'lead', 3: 'company', 12: 'customer' };

const rows = (): readonly ListRow[] => hostApp().data.current_list?.where({ is_checked: true }) ?? [];

function sourceOf(row: ListRow, phones: readonly string[]): DialSource[] {
  const id = idOf(row.get('id') ?? row.id);
  const kind = kinds[Number(row.get('element_type'))];
  if (id === undefined || kind === undefined) return [];
  const name = row.get('name');
  return [
    {
      ...{ kind, id, phones },
      name: textOf(typeof name === 'string' ? name : fieldsOf(name)['text']),
      company: textOf(fieldsOf(row.get('company_name'))['name']),
    },
  ];
}

/** The ticked rows of the shown list. Their phones only as far as the list has a column of them. */
export function tickedRows(host: Pick<WidgetHost, 'list_selected'>): readonly DialSource[] {
  // False outside of lists, and by the documents in those of companies too: then the page's own rows tell.
  const selected = listOf(fieldsOf(host.list_selected())['selected']).map(fieldsOf);
  const phones = new Map(
    selected.map((one) => [
      idOf(one['id']),
      listOf(one['phones'])
        .map(textOf)
        .filter((phone) => phone !== ''),
    ]),
  );
  return rows().flatMap((row) => sourceOf(row, phones.get(idOf(row.get('id') ?? row.id)) ?? []));
}

/** The card that the page shows; undefined: none. */
export function openCard(): DialSource | undefined {
  const card = fieldsOf(hostApp().data.current_card);
  const id = idOf(card['id']);
  const kind = kinds[Number(card['element_type'])];
  return id === undefined || kind === undefined ? undefined : { kind, id, name: '', company: '', phones: [] };
}

const pages: Readonly<Record<LinkKind, string>> = {
  contact: 'contacts',
  company: 'companies',
  lead: 'leads',
  customer: 'customers',
};

export const recordPath = (kind: LinkKind, id: number): string => `/${pages[kind]}/detail/${id}`;

/** Opens a page of the CRM the way its own links do, without loading everything anew. */
export function goTo(path: string): void {
  const link = document.createElement('a');
  link.href = path;
  link.className = 'js-navigate-link';
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
}
