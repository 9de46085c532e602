import { asObject, valueAt } from '../json-value';
import type { FieldType } from '../manifest-fields';
import { fits, manifestFields } from '../manifest-fields';
import { quote } from '../quote';
import type { Rule } from '../rule';
import type { Sighting } from '../sighting';
import type { Widget } from '../widget';
import { localeTexts } from './locale-files';

const words: Readonly<Record<FieldType, string>> = {
  text: 'a text',
  number: 'a whole number',
  flag: 'true or false',
  object: 'an object',
  texts: 'a list of texts',
};

const parent = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('.')));

/** A place in the manifest; rules about it stay silent while there is no readable one. */
export const inManifest = ({ manifest }: Widget, path: string, what: string): Sighting => ({
  what,
  file: 'manifest.json',
  at: manifest?.positionOf(path),
});

function* untranslated(widget: Widget, path: string, text: string): Generator<Sighting> {
  const without = localeTexts(widget).filter(({ value }) => typeof valueAt(value, text) !== 'string');
  if (without.length === 0) return;
  const files = without.map(({ file }) => file).join(', ');
  yield inManifest(widget, path, `${path} names the text ${quote(text)}, which is not in ${files}`);
}

export const manifestShapeRules: readonly Rule[] = [
  {
    code: 'manifest-required',
    severity: 'fault',
    demand: 'The manifest has all required fields.',
    cure: 'add the field',
    find: function* (widget) {
      if (!widget.manifest) return;
      const { value } = widget.manifest;
      for (const { path, required } of manifestFields(value)) {
        const isExpected = parent(path) === '' || asObject(valueAt(value, parent(path))) !== undefined;
        if (required && isExpected && valueAt(value, path) === undefined)
          yield inManifest(widget, path, `the field ${path} is missing`);
      }
      if (valueAt(value, 'widget.installation') === true && valueAt(value, 'settings') === undefined)
        yield inManifest(
          widget,
          'settings',
          'the field settings is missing, and widget.installation is true',
        );
      if (asObject(valueAt(value, 'dp')) && valueAt(value, 'dp.action_multiple') === undefined)
        yield inManifest(widget, 'dp', 'the field dp.action_multiple is missing');
    },
  },
  {
    code: 'manifest-type',
    severity: 'fault',
    demand: 'Every field of the manifest has its type.',
    cure: 'write it in that type',
    find: function* (widget) {
      for (const { path, type } of manifestFields(widget.manifest?.value)) {
        const value = valueAt(widget.manifest?.value, path);
        if (value !== undefined && !fits(value, type))
          yield inManifest(widget, path, `${path} is not ${words[type]}`);
      }
    },
  },
  {
    code: 'manifest-text-path',
    severity: 'fault',
    demand:
      'Names and descriptions in the manifest are paths of texts that every language has, never the texts.',
    cure: 'name a text of the files in i18n, such as widget.name',
    find: function* (widget) {
      for (const { path, translated } of manifestFields(widget.manifest?.value)) {
        const text = valueAt(widget.manifest?.value, path);
        if (translated && typeof text === 'string') yield* untranslated(widget, path, text);
      }
    },
  },
];
