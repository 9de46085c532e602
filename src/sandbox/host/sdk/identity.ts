import { boot, hasFault } from '../boot';
import { registry, type System } from '../loader/registry';
import { cardContacts } from './card-contacts';
import type { Params, Texts, WidgetBase } from './widget';

const personOf = (name: string): { first_name: string; last_name: string } => {
  const [first_name = '', ...rest] = name.split(' ');
  return { first_name, last_name: rest.join(' ') };
};

/** Who the widget is and where it runs. */
export const identity = {
  get_settings(this: WidgetBase): Params | undefined {
    return this.params;
  },
  set_settings(this: WidgetBase, values: object): void {
    this.params = Object.assign(this.params ?? {}, values) as Params;
  },
  get_version(this: WidgetBase): string | undefined {
    return this.params?.version;
  },
  get_install_status(this: WidgetBase): string | undefined {
    return this.params?.status;
  },
  system(): System | false {
    return registry.system;
  },
  set_lang(this: WidgetBase, langs: Texts): void {
    this.langs = langs;
  },
  /** Text or branch by a dotted path; false without the last step. Throws without an earlier one, as amoCRM does. */
  i18n(this: WidgetBase, path: string): string | Texts | false {
    let place: unknown = this.langs;
    for (const step of path.split('.')) {
      if (place === undefined || place === null) {
        throw new TypeError(`Cannot read properties of undefined (reading '${step}')`);
      }
      place = (place as Texts)[step];
    }
    return place === undefined ? false : (place as string | Texts);
  },
  get_accounts_current(): object {
    const { account, users, fields } = boot;
    return {
      account: {
        id: account.id,
        name: account.name,
        subdomain: account.subdomain,
        currency: account.currency,
        paid_from: 0,
        paid_till: 0,
        timezone: account.timezone,
        date_pattern: 'd.m.Y H:i:s',
        language: boot.user.lang,
        date_format: 'd.m.Y',
        time_format: 'H:i:s',
        country: account.country.toLowerCase(),
        unsorted_on: 'Y',
        users: users
          .filter(({ is_active }) => is_active)
          .map(({ id, name, login, is_admin }) => ({
            id: hasFault('string-ids') ? String(id) : id,
            name,
            login,
            is_admin: is_admin ? 'Y' : 'N',
          })),
        custom_fields: fields,
        widget: {},
        leads_statuses: [],
        note_types: [],
        task_types: [],
      },
    };
  },
  /** Contacts of the shown card with their phones; an empty array outside cards. */
  async get_current_card_contacts_data(): Promise<object[]> {
    const people = await cardContacts();
    return people.map(({ id, name, phones, emails }) => ({ id, name, ...personOf(name), phones, emails }));
  },
};
