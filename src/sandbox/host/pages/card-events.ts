import $ from 'jquery';
import { postJson } from '../http';
import { navigate, reloadPage } from '../navigation';
import { data, shown } from '../state';
import { t } from '../texts';
import { notifications } from '../notifications';
import { peiField } from './card-fields';
import { attribute } from '../ui/attribute';

function showButtons(): void {
  const card = data.current_card;
  if (card === false) return;
  $('.js-card-buttons').prop('hidden', !card.new_card && !card.checkChanges());
}

/** An empty field always waits below the last filled one. */
function growGroup($group: JQuery): void {
  const isFull = $group
    .find('.js-linked-pei')
    .toArray()
    .every((input) => $(input).val() !== '');
  const code = attribute($group, 'data-code');
  if (isFull && (code === 'PHONE' || code === 'EMAIL')) $group.append(peiField(code, undefined, true).markup);
}

async function save(): Promise<void> {
  const card = data.current_card;
  if (card === false) return;
  try {
    await card.save();
  } catch (error) {
    console.error(error);
    notifications.show_message_error({ header: t('toast.error'), text: t('card.saveFailed') });
  }
}

export function bindCard(): void {
  $(document)
    .on('input change', '.js-card-form', ({ target }) => {
      const card = data.current_card;
      if (card !== false && $(target).hasClass('js-card-name'))
        card.model.set({ name: $(target).val() as string });
      growGroup($(target).closest('.js-pei-group'));
      showButtons();
    })
    .on('submit', '.js-card-form', (event) => {
      event.preventDefault();
      void save();
    })
    .on('click', '.js-card-cancel', () => {
      const card = data.current_card;
      if (card !== false && card.new_card) navigate(`/${(shown.place as { entity: string }).entity}/list/`);
      else void reloadPage();
    })
    .on('click', '.js-task-complete', ({ currentTarget }) => {
      void postJson(`/ajax/page/tasks/${attribute($(currentTarget), 'data-id')}/complete`, {}).then(
        reloadPage,
      );
    });
}
