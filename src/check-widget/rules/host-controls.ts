import type { AnyNode } from 'acorn';
import { asObject, valueAt } from '../json-value';
import { calledName, plainText, texts } from '../paths';
import type { Rule } from '../rule';
import type { Script } from '../script';
import type { Seen } from '../script-rule';
import { scriptRule } from '../script-rule';
import { positionAt } from '../text-position';

const switcher = /switcher__(on|off)\b/;
const installing = /widget[-_](un)?install/;
const saving = /widget[-_]save/;

const textsIn = function* (script: Script, node: AnyNode): Generator<string> {
  for (const found of texts(script))
    if (found.node.start >= node.start && found.node.end <= node.end) yield found.text;
};

function isClick(node: AnyNode): boolean {
  if (node.type !== 'CallExpression') return false;
  const name = calledName(node.callee) ?? '';
  const [event] = node.arguments;
  if (name === 'click') return node.arguments.length === 0;
  return /^trigger(Handler)?$/.test(name) && /^click\b/.test(plainText(event) ?? '');
}

/** The object that is clicked; a variable stands for what it was declared as. */
function clicked(script: Script, node: AnyNode): AnyNode | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const { object } = node.callee;
  if (object.type !== 'Identifier') return object;
  const declaration = script.scopes.declarationOf(object);
  return declaration?.type === 'VariableDeclarator' ? (declaration.init ?? undefined) : undefined;
}

function* clicksOn(script: Script, button: RegExp, what: string): Generator<Seen> {
  for (const node of script.all('CallExpression')) {
    if (!isClick(node)) continue;
    const object = clicked(script, node);
    if (object && [...textsIn(script, object)].some((text) => button.test(text))) yield { node, what };
  }
}

export const hostControlRules: readonly Rule[] = [
  scriptRule({
    code: 'js-virtual-click',
    demand: 'The buttons Install and Disable are clicked by people only.',
    cure: 'remove the click',
    find: (script) => clicksOn(script, installing, 'the script clicks Install or Disable'),
  }),
  scriptRule({
    code: 'js-virtual-save',
    severity: 'warning',
    demand: 'The button Save is clicked by script only if the widget has no settings to fill in.',
    cure: 'return a promise from onSave instead',
    find: function* (script, widget) {
      const settings = asObject(valueAt(widget.manifest?.value, 'settings')) ?? {};
      if (Object.keys(settings).length > 0) yield* clicksOn(script, saving, 'the script clicks Save');
    },
  }),
  {
    code: 'switcher-class',
    severity: 'fault',
    demand: 'Nothing relies on the classes switcher__on and switcher__off.',
    cure: 'read the state of the checkbox itself',
    find: function* (widget) {
      for (const file of widget.withExtension('js')) {
        const script = widget.script(file);
        for (const { text, node } of texts(script))
          if (switcher.test(text))
            yield { what: 'a text names switcher__on or switcher__off', file, at: script.position(node) };
      }
      for (const file of widget.withExtension('css', 'twig', 'html')) {
        const text = widget.text(file);
        const at = text.search(switcher);
        if (at >= 0) yield { what: 'switcher__on or switcher__off is named', file, at: positionAt(text, at) };
      }
    },
  },
];
