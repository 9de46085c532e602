import type { Collection, Model } from 'backbone';
import { placeOf, type Place } from './place';

export interface CurrentCard {
  id: number;
  model: Model;
  $el: JQuery;
  element_type: number;
  new_card: boolean;
  form: { $el: JQuery };
  linked_forms: { form_views: unknown[]; form_models: { models: Model[] } };
  notes: object;
  checkChanges(): boolean;
  save(options?: { afterSave?: () => void }): Promise<void>;
}

/** `APP.data`. */
export const data: {
  current_card: CurrentCard | false;
  current_list: Collection | undefined;
  current_view: { $el: JQuery } | undefined;
  current_entity: string;
  is_card: boolean;
  card_page: boolean;
} = {
  current_card: false,
  current_list: undefined,
  current_view: undefined,
  current_entity: '',
  is_card: false,
  card_page: false,
};

/** The page that is shown. */
export const shown: { place: Place } = { place: placeOf(location.href, location.origin) };

export const elementTypes = { contacts: 1, leads: 2, companies: 3, customers: 12 } as const;
