import type { CardData } from '../../pages/page-data';
import { getJson } from '../http';
import { data, shown } from '../state';

export interface CardContact {
  id: number;
  name: string;
  phones: string[];
  emails: string[];
}

/** The contact of a contact's card, the linked ones of any other; empty outside cards. */
export async function cardContacts(): Promise<CardContact[]> {
  const { place } = shown;
  if (data.current_card === false || place.page !== 'card' || place.id === 0) return [];
  const card = await getJson<CardData>(`/ajax/page/card/${place.entity}/${place.id}`);
  if (card.entity !== 'contacts') return card.related.filter(({ entity }) => entity === 'contacts');
  const { id, name } = card;
  const texts = (values: CardData['phones']): string[] => values.map(({ value }) => String(value));
  return [{ id, name, phones: texts(card.phones), emails: texts(card.emails) }];
}
