import { globalPath } from '../paths';
import type { Rule } from '../rule';
import { scriptRule } from '../script-rule';

export const jsDialogRules: readonly Rule[] = [
  scriptRule({
    code: 'js-dialog',
    demand: 'No alert, confirm or prompt of the browser.',
    cure: 'use the host’s modal window or its notifications',
    find: function* (script) {
      for (const node of script.all('CallExpression')) {
        const path = globalPath(script, node.callee);
        if (path !== undefined && ['alert', 'confirm', 'prompt'].includes(path))
          yield { node, what: `${path}() is called` };
      }
    },
  }),
];
