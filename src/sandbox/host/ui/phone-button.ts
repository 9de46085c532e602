import $ from 'jquery';

const button = `<div class="calls-list-toggler">
  <div class="calls-list-toggler__wrapper"></div>
  <div class="calls-list-toggler__icon"><span class="nav__notifications__counter nav__notifications-call-list__counter js-notifications_call_list_counter" style="display:none">0</span></div>
</div>`;
const spots = '.calls-list-toggler__wrapper, .calls-list-toggler__icon';
let owner: string | undefined;

interface PhoneButton {
  ns?: string;
  click?: (event: JQueryEventObject) => unknown;
}

function remove(): void {
  $('#left_menu .nav__notifications')
    .removeClass('nav__notifications-call-list calls-list-active')
    .find('.calls-list-toggler')
    .remove();
}

/** `APP.widgets.notificationsPhone`: one widget's button in the left menu. The next owner unbinds the former one's whole namespace. */
export function notificationsPhone({ ns, click }: PhoneButton): void {
  if (ns === undefined || ns === '' || typeof click !== 'function') return;
  if (owner !== undefined) $(document).off(owner);
  remove();
  owner = ns;
  $('#left_menu .nav__notifications')
    .addClass('nav__notifications-call-list calls-list-active')
    .append(button);
  $(document).on(`click${ns}`, spots, click);
}

export function destroyNotificationsPhone({ ns }: PhoneButton): void {
  if (ns === undefined || ns !== owner) return;
  $(document).off(`click${ns}`, spots);
  owner = undefined;
  remove();
}
