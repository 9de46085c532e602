import type { CustomField } from '../crm/model';
import { nothingFound, ok, type Ask, type Endpoint } from './endpoint';
import { link, listPage, ordered } from './hal';
import { listAt } from './php-query';

type Holder = CustomField['entity_type'];
const holders: readonly Holder[] = ['contacts', 'companies', 'leads'];

const pathOf = (holder: Holder) => `/api/v4/${holder}/custom_fields`;

const fieldView = (ask: Ask, field: CustomField) => ({
  ...field,
  enums: field.enums?.map(({ id, value, sort }) => ({ id, value, sort })) ?? null,
  is_api_only: false,
  is_deletable: !field.is_predefined,
  group_id: null,
  required_statuses: [],
  account_id: ask.crm.account.id,
  _links: link(ask, `${pathOf(field.entity_type)}/${field.id}`),
});

const totals = (all: number, pages: number) => ({ _total_items: all, _page_count: pages });

/** Which fields contacts, companies and leads have: their ids differ from account to account. */
export const customFields: Endpoint[] = holders.flatMap((holder): Endpoint[] => [
  {
    method: 'GET',
    path: pathOf(holder),
    answer: (ask) => {
      const types = listAt(ask.query, 'filter', 'type');
      const own = ask.crm.fields.filter(
        ({ entity_type, type }) => entity_type === holder && (types?.includes(type) ?? true),
      );
      const sorted = ordered(ask, own, ['sort', 'id']);
      return listPage(ask, 'custom_fields', sorted, (field) => fieldView(ask, field), { totals });
    },
  },
  {
    method: 'GET',
    path: `${pathOf(holder)}/:id`,
    answer: (ask) => {
      const id = Number(ask.params['id']);
      const field = ask.crm.fields.find((one) => one.entity_type === holder && one.id === id);
      return field ? ok(fieldView(ask, field)) : nothingFound;
    },
  },
]);
