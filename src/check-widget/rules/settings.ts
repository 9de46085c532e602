import { asObject, valueAt } from '../json-value';
import { quote } from '../quote';
import type { Rule } from '../rule';
import type { Widget } from '../widget';
import { localeTexts } from './locale-files';
import { inManifest } from './manifest-shape';

const types = ['text', 'pass', 'users', 'users_lp', 'custom'];

const fields = ({ manifest }: Widget): [code: string, type: unknown][] =>
  Object.entries(asObject(valueAt(manifest?.value, 'settings')) ?? {}).map(([code, field]) => [
    code,
    valueAt(field, 'type'),
  ]);

const customs = (widget: Widget): string[] =>
  fields(widget).flatMap(([code, type]) => (type === 'custom' ? [code] : []));

export const settingRules: readonly Rule[] = [
  {
    code: 'setting-type',
    severity: 'fault',
    demand:
      'A settings field is of a type that the settings window knows: text, pass, users, users_lp or custom.',
    cure: 'use text, pass, users, users_lp or custom',
    find: function* (widget) {
      for (const [code, type] of fields(widget))
        if (typeof type === 'string' && !types.includes(type))
          yield inManifest(
            widget,
            `settings.${code}.type`,
            `settings.${code} is of the unknown type ${quote(type)}`,
          );
    },
  },
  {
    code: 'setting-label',
    severity: 'fault',
    demand:
      'Every settings field FIELD has a text settings.FIELD in each language: the window looks just there.',
    cure: 'add the text settings.FIELD, whatever the manifest’s name says',
    find: function* (widget) {
      for (const [code] of fields(widget))
        for (const { file, value, positionOf } of localeTexts(widget))
          if (typeof valueAt(value, `settings.${code}`) !== 'string')
            yield { what: `the text settings.${code} is missing`, file, at: positionOf(`settings.${code}`) };
    },
  },
  {
    code: 'setting-custom-many',
    severity: 'fault',
    demand: 'A widget has one settings field of the type custom at most.',
    cure: 'keep everything in one custom field, as JSON',
    find: function* (widget) {
      for (const code of customs(widget).slice(1))
        yield inManifest(widget, `settings.${code}`, `settings.${code} is one more field of the type custom`);
    },
  },
  {
    code: 'setting-custom-location',
    severity: 'fault',
    demand: 'A settings field of the type custom needs the location settings.',
    cure: 'add "settings" to locations',
    find: function* (widget) {
      const [code] = customs(widget);
      if (code !== undefined && !widget.locations.includes('settings'))
        yield inManifest(
          widget,
          `settings.${code}`,
          `settings.${code} is of the type custom, without the location settings`,
        );
    },
  },
];
