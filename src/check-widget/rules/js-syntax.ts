import type { Rule } from '../rule';
import { scriptRule } from '../script-rule';

export const jsSyntaxRules: readonly Rule[] = [
  {
    code: 'js-syntax',
    severity: 'fault',
    demand: 'Scripts can be parsed.',
    cure: 'correct it; TypeScript and JSX must be compiled',
    find: function* (widget) {
      for (const file of widget.withExtension('js', 'mjs')) {
        const { error } = widget.script(file);
        if (error) yield { what: error.what, file, at: error.at };
      }
    },
  },
  scriptRule({
    code: 'js-module',
    demand: 'Scripts are AMD modules, not ES modules: no import and export statements.',
    cure: 'compile to AMD, with one anonymous define',
    find: function* (script) {
      const statements = [
        ...script.all('ImportDeclaration'),
        ...script.all('ExportNamedDeclaration'),
        ...script.all('ExportDefaultDeclaration'),
        ...script.all('ExportAllDeclaration'),
      ];
      const [first] = statements.sort((one, other) => one.start - other.start);
      if (first) yield { node: first, what: 'the script is an ES module' };
      else if (script.isModule)
        yield { node: { start: 0 }, what: 'the script can be parsed only as an ES module' };
    },
  }),
  scriptRule({
    code: 'js-debugger',
    demand: 'No debugger statements are left over.',
    cure: 'remove it',
    find: function* (script) {
      for (const node of script.all('DebuggerStatement'))
        yield { node, what: 'a debugger statement is left over' };
    },
  }),
];
