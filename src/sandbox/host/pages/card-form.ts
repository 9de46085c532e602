import $ from 'jquery';
import type { CardChanges, CardData } from '../../pages/page-data';
import { postJson } from '../http';
import type { Entity } from '../place';
import { reloadPage } from '../navigation';

const textOf = ($el: JQuery, name: string): string | undefined => {
  const $field = $el.find(`.js-card-form [name="${name}"]`);
  return $field.length === 0 ? undefined : String($field.val());
};

function peiValues($el: JQuery, code: string): { value: string; enum_code: string }[] {
  return $el
    .find(`.js-pei[data-code="${code}"]`)
    .toArray()
    .map((one) => ({
      value: String($(one).find('.js-linked-pei').val()).trim(),
      enum_code: String($(one).find('.js-pei-kind').val()),
    }))
    .filter(({ value }) => value !== '');
}

export function cardChanges($el: JQuery): CardChanges {
  const number = (name: string): number | undefined => {
    const text = textOf($el, name);
    return text === undefined || text === '' ? undefined : Number(text);
  };
  const [name, company] = [textOf($el, 'name'), textOf($el, 'company')];
  const [price, status, responsible] = [number('price'), number('status_id'), number('responsible_user_id')];
  const hasPhones = $el.find('.js-pei-group').length > 0;
  return {
    ...(name !== undefined && { name }),
    ...(company !== undefined && { company }),
    ...(price !== undefined && { price }),
    ...(status !== undefined && { status_id: status }),
    ...(responsible !== undefined && { responsible_user_id: responsible }),
    ...(hasPhones && { phones: peiValues($el, 'PHONE'), emails: peiValues($el, 'EMAIL') }),
  };
}

/** The form as text, to tell whether anything in it has changed. */
export const formState = ($el: JQuery): string => JSON.stringify(cardChanges($el));

/** Stores the card and draws it anew; a new one moves to its own address. */
export async function saveCard(
  card: CardData,
  entity: Entity,
  $el: JQuery,
  stored: () => unknown,
): Promise<void> {
  const { id } = await postJson<{ id: number }>(`/ajax/page/card/${entity}/${card.id}`, cardChanges($el));
  stored();
  if (card.id === 0) history.replaceState({}, '', `/${entity}/detail/${id}`);
  await reloadPage();
}
