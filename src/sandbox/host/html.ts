/** Markup whose every value has been escaped, or is markup itself. */
export interface Html {
  readonly markup: string;
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

type Value = Html | string | number | false | null | undefined | Value[];

function markupOf(value: Value): string {
  if (Array.isArray(value)) return value.map(markupOf).join('');
  if (value === false || value === null || value === undefined) return '';
  return typeof value === 'object' ? value.markup : escapeHtml(String(value));
}

/** Template tag: values are escaped, arrays joined, `false`, null and undefined print nothing. */
export const html = (strings: TemplateStringsArray, ...values: Value[]): Html => ({
  markup: strings.reduce((whole, part, index) => whole + part + markupOf(values[index]), ''),
});

/** Trusted markup, such as an icon or the output of a widget. */
export const raw = (markup: string): Html => ({ markup });
