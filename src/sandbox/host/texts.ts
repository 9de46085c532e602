import { boot } from './boot';
import en from './texts/en.json';
import ru from './texts/ru.json';

export type TextKey = keyof typeof ru;

const texts: Record<TextKey, string> = boot.user.lang === 'ru' ? ru : en;
const locale = boot.user.lang === 'ru' ? 'ru-RU' : 'en-GB';

/** The page's own words in the user's language; `{name}` in them is replaced from `params`. */
export function t(key: TextKey, params: Record<string, string | number> = {}): string {
  return texts[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

const plurals = new Intl.PluralRules(locale);
/** `one|few|many` of the language, chosen by the number. */
export function plural(key: TextKey, count: number): string {
  const [one = '', few = one, many = few] = t(key).split('|');
  const form = { one, few, many, other: boot.user.lang === 'ru' ? few : many, zero: many, two: few };
  return `${formatNumber(count)} ${form[plurals.select(count)]}`;
}

export const formatNumber = (value: number): string => new Intl.NumberFormat(locale).format(value);
export const formatMoney = (value: number): string =>
  new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: boot.account.currency,
    maximumFractionDigits: 0,
  }).format(value);

const dateTime = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const dateOnly = new Intl.DateTimeFormat(locale, { day: '2-digit', month: '2-digit', year: 'numeric' });
/** `seconds`: Unix time. */
export const formatTime = (seconds: number): string => dateTime.format(new Date(seconds * 1000));
export const formatDate = (seconds: number): string => dateOnly.format(new Date(seconds * 1000));
export const formatDuration = (seconds: number): string =>
  `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
