import { asObject } from '../json-value';
import type { Rule } from '../rule';

export const jsonFileRules: readonly Rule[] = [
  {
    code: 'json-syntax',
    severity: 'fault',
    demand: 'JSON files are strict JSON, without comments and without a comma after the last item.',
    cure: 'correct it; a comment or a trailing comma is not JSON',
    find: function* (widget) {
      for (const file of widget.withExtension('json')) {
        const parsed = widget.json(file);
        if ('error' in parsed) yield { what: parsed.error, file, at: parsed.at };
      }
    },
  },
  {
    code: 'json-not-object',
    severity: 'fault',
    demand: 'manifest.json and the files in i18n hold an object.',
    cure: 'put everything in one pair of braces',
    find: function* (widget) {
      for (const file of widget.paths) {
        if (!/^(manifest|i18n\/[^/]+)\.json$/.test(file)) continue;
        const parsed = widget.json(file);
        if ('value' in parsed && !asObject(parsed.value))
          yield { what: 'the file does not hold an object', file };
      }
    },
  },
  {
    code: 'json-duplicate-key',
    severity: 'warning',
    demand: 'A key stands once in its object: only the last of two would count.',
    cure: 'remove one of the two',
    find: function* (widget) {
      for (const file of widget.withExtension('json')) {
        const parsed = widget.json(file);
        if ('error' in parsed) continue;
        for (const { path, at } of parsed.duplicates) yield { what: `“${path}” stands twice`, file, at };
      }
    },
  },
];
