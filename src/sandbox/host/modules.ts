import { escapeHtml } from './html';
import { navigate } from './navigation';
import { queryParam } from './url-params';
import { Confirm } from './ui/confirm';
import { Modal } from './ui/modal';
import { Player } from './ui/player';

function getCookie(name: string): string | null {
  const found = document.cookie.split('; ').find((part) => part.startsWith(`${encodeURIComponent(name)}=`));
  return found === undefined ? null : decodeURIComponent(found.slice(found.indexOf('=') + 1));
}

/** The page's own modules that widgets may name in `define([...])`. */
export function defineModules(): void {
  define('lib/components/base/modal', () => Modal);
  define('lib/components/base/confirm', () => Confirm);
  define('lib/components/base/player', () => Player);
  define('lib/common/cookie', () => ({
    get: getCookie,
    set({ name, value }: { name: string; value: unknown }) {
      document.cookie = `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}; path=/; SameSite=Lax`;
    },
  }));
  define('lib/common/router', () => ({ navigate }));
  define('lib/common/fn', () => ({
    escapeHTML: escapeHtml,
    isTouch: () => 'ontouchstart' in window,
    extend: (target: object, ...sources: object[]): object => Object.assign(target, ...sources) as object,
  }));
  define('lib/common/urlparams', () => ({ getQueryParam: queryParam, getParam: queryParam }));
}
