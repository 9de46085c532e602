import type { Rule } from '../rule';
import type { Sighting } from '../sighting';
import { asObject, leaves, valueAt } from '../json-value';
import { quote } from '../quote';
import type { Widget } from '../widget';

const allowed = ['ru', 'en', 'es', 'pt'];

interface Locale {
  readonly locale: string;
  readonly file: string;
  readonly value: unknown;
  readonly positionOf: (path: string) => { line: number; column: number };
}

const localeFiles = (widget: Widget): string[] => widget.paths.filter((path) => path.startsWith('i18n/'));

/** The languages whose file can be read. */
export function localeTexts(widget: Widget): Locale[] {
  return localeFiles(widget).flatMap((file) => {
    const locale = /^i18n\/([^/]+)\.json$/.exec(file)?.[1];
    if (locale === undefined) return [];
    const parsed = widget.json(file);
    if ('error' in parsed || !asObject(parsed.value)) return [];
    return [{ locale, file, value: parsed.value, positionOf: parsed.positionOf }];
  });
}

function* gaps(locales: Locale[]): Generator<Sighting> {
  const keys = locales.map(({ value }) => new Set([...leaves(value)].map(({ path }) => path)));
  const all = new Set(keys.flatMap((set) => [...set]));
  for (const path of all) {
    const having = locales.filter((_, index) => keys[index]?.has(path));
    for (const locale of locales) {
      if (having.includes(locale)) continue;
      const there = having.map(({ file }) => file).join(', ');
      yield {
        what: `the text “${path}” is missing, it is in ${there}`,
        file: locale.file,
        at: locale.positionOf(path),
      };
    }
  }
}

const cyrillicShare = (text: string): number => {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters === 0 ? 0 : (text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0) / letters;
};

export const localeFileRules: readonly Rule[] = [
  {
    code: 'locale-unknown',
    severity: 'fault',
    demand: 'The manifest lists languages that amoCRM knows: ru, en, es, pt.',
    cure: 'list only ru, en, es or pt in widget.locale',
    find: function* ({ locales, manifest }) {
      for (const [index, locale] of locales.entries())
        if (!allowed.includes(locale)) {
          const at = manifest?.positionOf(`widget.locale.${index}`);
          yield { what: `the language ${quote(locale)} is not known`, file: 'manifest.json', at };
        }
    },
  },
  {
    code: 'locale-missing',
    severity: 'fault',
    demand: 'Every language of the manifest has its file i18n/LANGUAGE.json.',
    cure: 'add the file, or take the language off widget.locale',
    find: function* (widget) {
      for (const locale of widget.locales) {
        const file = `i18n/${locale}.json`;
        if (allowed.includes(locale) && !widget.has(file))
          yield { what: 'the file of a listed language is missing', file };
      }
    },
  },
  {
    code: 'locale-extra',
    severity: 'fault',
    demand: 'i18n holds the files of the manifest’s languages and nothing else.',
    cure: 'list the language in widget.locale, or leave the file out',
    find: function* (widget) {
      if (!widget.manifest) return;
      for (const file of localeFiles(widget))
        if (!widget.locales.some((locale) => file === `i18n/${locale}.json`))
          yield { what: 'this is not the file of a language that the manifest lists', file };
    },
  },
  {
    code: 'i18n-structure',
    severity: 'fault',
    demand: 'All languages have the same texts.',
    cure: 'add the text, or remove it from the other languages',
    find: (widget) => gaps(localeTexts(widget)),
  },
  {
    code: 'i18n-widget-missing',
    severity: 'fault',
    demand: 'Every language has an object “widget”: the page writes the integration’s name into it.',
    cure: 'add “widget” with name and description',
    find: function* (widget) {
      for (const { file, value } of localeTexts(widget))
        if (!asObject(valueAt(value, 'widget'))) yield { what: 'there is no object “widget”', file };
    },
  },
  {
    code: 'i18n-value',
    severity: 'fault',
    demand: 'Languages hold texts in nested objects.',
    cure: 'make it a text in quotation marks',
    find: function* (widget) {
      for (const { file, value, positionOf } of localeTexts(widget))
        for (const leaf of leaves(value))
          if (typeof leaf.value !== 'string')
            yield { what: `“${leaf.path}” is not a text`, file, at: positionOf(leaf.path) };
    },
  },
  {
    code: 'i18n-ru-domain',
    severity: 'fault',
    demand: 'Texts in other languages than Russian do not mention .ru addresses.',
    cure: 'name an address of that market, or none',
    find: function* (widget) {
      for (const { locale, file, value, positionOf } of localeTexts(widget))
        for (const leaf of leaves(value)) {
          const domain = /[\p{L}\d-]{1,63}\.ru(?![\p{L}\d])/iu.exec(String(leaf.value))?.[0];
          if (locale !== 'ru' && domain !== undefined)
            yield { what: `“${leaf.path}” mentions ${quote(domain)}`, file, at: positionOf(leaf.path) };
        }
    },
  },
  {
    code: 'i18n-language',
    severity: 'warning',
    demand: 'A text is written in the language of its file.',
    cure: 'translate it',
    find: function* (widget) {
      for (const { locale, file, value, positionOf } of localeTexts(widget)) {
        const texts = [...leaves(value)];
        if (
          locale === 'ru' &&
          texts.length > 0 &&
          cyrillicShare(texts.map((leaf) => String(leaf.value)).join(' ')) === 0
        )
          yield { what: 'no text is in Russian', file };
        for (const leaf of texts)
          if (locale !== 'ru' && cyrillicShare(String(leaf.value)) > 0.5)
            yield { what: `“${leaf.path}” is in Cyrillic letters`, file, at: positionOf(leaf.path) };
      }
    },
  },
];
