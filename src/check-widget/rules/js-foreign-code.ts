import type { AnyNode } from 'acorn';
import { calledName, globalPath, plainText, texts } from '../paths';
import type { Rule } from '../rule';
import { scriptRule } from '../script-rule';

const isForeign = (node: AnyNode | null | undefined): boolean =>
  /^(https?:)?\/\//i.test(plainText(node) ?? '');

const listed = (node: AnyNode): readonly (AnyNode | null)[] =>
  node.type === 'ArrayExpression' ? node.elements : [node];

export const jsForeignCodeRules: readonly Rule[] = [
  scriptRule({
    code: 'js-script-tag',
    demand: 'No script tags: code comes through the list of define.',
    cure: 'load it through the list of define',
    find: function* (script) {
      for (const node of script.all('CallExpression'))
        if (/^createElement(NS)?$/.test(calledName(node.callee) ?? ''))
          for (const argument of node.arguments)
            if (/^script$/i.test(plainText(argument) ?? ''))
              yield { node, what: 'a script element is created' };
      for (const { text, node } of texts(script))
        if (/<script\b/i.test(text)) yield { node, what: 'a text holds a <script> tag' };
    },
  }),
  scriptRule({
    code: 'js-get-script',
    demand:
      'No script is fetched and run: no $.getScript, no dataType "script" or "jsonp", no importScripts.',
    cure: 'load it through the list of define',
    find: function* (script) {
      for (const node of script.all('CallExpression'))
        if (calledName(node.callee) === 'getScript' || globalPath(script, node.callee) === 'importScripts')
          yield { node, what: `${calledName(node.callee) ?? ''}() fetches code and runs it` };
      for (const node of script.all('Property')) {
        const value = plainText(node.value) ?? '';
        if (calledName(node.key) === 'dataType' && /^(script|jsonp)$/.test(value))
          yield { node, what: `a request with dataType “${value}” runs the answer` };
      }
    },
  }),
  scriptRule({
    code: 'js-foreign-module',
    demand: 'Modules come from the host or from the widget, not from other servers.',
    cure: 'put the file into the archive',
    find: function* (script) {
      for (const { source, start } of script.all('ImportExpression'))
        if (isForeign(source)) yield { node: { start }, what: 'a module is imported from another server' };
      for (const node of script.all('CallExpression'))
        if (/^(define|require|requirejs)$/.test(globalPath(script, node.callee) ?? ''))
          for (const argument of node.arguments.flatMap(listed))
            if (argument && isForeign(argument))
              yield { node: argument, what: 'a module comes from another server' };
    },
  }),
];
