import $ from 'jquery';
import { constant } from './constants';
import { boot } from './boot';
import { clearCache } from './loader/load';
import { registry } from './loader/registry';
import { notifications } from './notifications';
import { areaOf, dottedAreaOf, entityOf } from './place';
import { navigate } from './navigation';
import { data, elementTypes, shown } from './state';
import { t } from './texts';
import { destroyNotificationsPhone, notificationsPhone } from './ui/phone-button';
import { addToastCallback, showToast } from './ui/toasts';

let isCalling = false;

function showUserStatus(which?: string | number): unknown {
  const everyone = boot.users.filter(({ is_active }) => is_active);
  if (which === 'online') return everyone.map(({ id }) => id);
  if (which !== undefined) return everyone.some(({ id }) => String(id) === String(which));
  return Object.fromEntries(everyone.map(({ id }) => [String(id), { id, online: true }]));
}

/** `APP`, and the same object by its old name `AMOCRM`. */
export const app = {
  lang_id: boot.user.lang,
  lang: {} as Record<string, unknown>,
  data,
  element_types: elementTypes,
  is_touch_device: 'ontouchstart' in window && navigator.maxTouchPoints > 1,
  click_event: 'click',
  player_prepare: {} as Record<string, ($el: JQuery) => unknown>,
  call_statuses: Object.fromEntries(
    ([1, 2, 3, 4, 5, 6, 7] as const).map((status) => [status, t(`call.status.${status}`)]),
  ),
  constant,
  notifications,
  inbox: { showNotification: showToast },
  router: { navigate },
  widgets: Object.assign(registry, {
    notificationsPhone,
    destroyNotificationsPhone,
    clear_cache: clearCache,
  }),
  sdk: {
    setCallingStatus(status: unknown): string {
      isCalling = Boolean(status);
      return `calling_status - ${String(isCalling)}`;
    },
    getCallingStatus: (): boolean => isCalling,
    showUserStatus,
  },
  getBaseEntity: (): string => entityOf(shown.place),
  getWidgetsArea: (): string => areaOf(shown.place),
  getV3WidgetsArea: (): string => dottedAreaOf(shown.place),
  isCard: (): boolean => shown.place.page === 'card',
  addLang(texts: Record<string, unknown>): void {
    $.extend(true, this.lang, texts);
  },
  addNotificationCallback(code: string, callback: (message: object) => unknown): void {
    if (registry.list[code] === undefined) throw new Error(`addNotificationCallback: no widget "${code}"`);
    addToastCallback(code, callback);
  },
};
