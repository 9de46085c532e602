import type { Crm } from '../crm/model';
import { ok, type Ask, type Endpoint } from './endpoint';
import { selfLink } from './hal';
import { withOf } from './php-query';
import { userId } from './user-id';

const moscowOffset = '+03:00';

/** What `with` may add to the account: some inside `_embedded`, some beside the rest. */
const embeddable: Record<string, (crm: Crm) => unknown> = {
  amojo_rights: () => ({ can_direct: true, can_create_groups: true }),
  users_groups: ({ groups }) => groups.map(({ id, name }) => ({ id, name, uuid: null })),
  task_types: ({ task_types }) => task_types,
  entity_names: () => ({
    leads: { ru: { singular_form: { default: 'сделка' }, plural_form: { default: 'сделки' } } },
  }),
  datetime_settings: ({ account }) => ({
    date_pattern: 'd.m.Y H:i',
    short_date_pattern: 'd.m.Y',
    short_time_pattern: 'H:i',
    date_formant: 'd.m.Y',
    time_format: 'H:i:s',
    timezone: account.timezone,
    timezone_offset: moscowOffset,
  }),
  invoices_settings: () => ({ lang: 'ru', currency: 'RUB' }),
};
const addable: Record<string, (crm: Crm) => unknown> = {
  amojo_id: () => 'f3c6340d-410e-4ad1-9f7e-c5e663bf15f6',
  version: () => 12,
  drive_url: () => null,
  is_api_filter_enabled: () => false,
};

function picked(ask: Ask, choices: Record<string, (crm: Crm) => unknown>): Record<string, unknown> {
  const wanted = withOf(ask.query);
  const found = Object.entries(choices).filter(([name]) => wanted.has(name));
  return Object.fromEntries(found.map(([name, make]) => [name, make(ask.crm)]));
}

/** The account as `/api/v2` told it: old, but widgets still ask. */
export const oldAccount: Endpoint = {
  method: 'GET',
  path: '/api/v2/account',
  answer: (ask) => {
    const { id, name, subdomain, currency, timezone, language } = ask.crm.account;
    return ok({
      _links: { self: { href: '/api/v2/account', method: 'get' } },
      ...{ id, name, subdomain, currency, timezone, language },
      timezone_offset: moscowOffset,
      current_user: userId(ask, ask.caller.user.id),
    });
  },
};

const symbols: Record<string, string> = { RUB: '₽', USD: '$', EUR: '€' };

export const account: Endpoint = {
  method: 'GET',
  path: '/api/v4/account',
  answer: (ask) => {
    const { id, name, subdomain, country, currency } = ask.crm.account;
    const embedded = picked(ask, embeddable);
    return ok({
      id,
      name,
      subdomain,
      current_user_id: userId(ask, ask.caller.user.id),
      country,
      currency,
      currency_symbol: symbols[currency] ?? currency,
      customers_mode: 'segments',
      is_unsorted_on: ask.crm.pipelines.some(({ is_unsorted_on }) => is_unsorted_on),
      is_loss_reason_enabled: true,
      is_helpbot_enabled: false,
      is_technical_account: false,
      contact_name_display_order: 1,
      ...picked(ask, addable),
      _links: selfLink(ask),
      ...(Object.keys(embedded).length > 0 && { _embedded: embedded }),
    });
  },
};
