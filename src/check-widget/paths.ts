import type { AnyNode, Super } from 'acorn';
import type { Script } from './script';

const pageItself = new Set(['window', 'self', 'globalThis']);

/** A text that stands in the code as it is: a literal, or a template without parts. */
export function plainText(node: AnyNode | null | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

/** `a.b['c']` as [a, 'b', 'c']: the innermost object and the names; a computed name is '?'. */
export function memberPath(node: AnyNode | Super): { root: AnyNode; names: string[] } {
  const names: string[] = [];
  let root: AnyNode = node;
  for (;;) {
    const last: AnyNode | undefined =
      root.type === 'SequenceExpression' ? root.expressions.at(-1) : undefined;
    if (root.type === 'ChainExpression' || root.type === 'ParenthesizedExpression') root = root.expression;
    else if (last) root = last;
    else if (root.type === 'MemberExpression') {
      const { property, computed } = root;
      if (property.type === 'PrivateIdentifier') names.unshift(`#${property.name}`);
      else if (!computed && property.type === 'Identifier') names.unshift(property.name);
      else names.unshift(plainText(property) ?? '?');
      root = root.object;
    } else return { root, names };
  }
}

/** `window.console.log` and `console.log` as 'console.log', if they mean the page's own object; else undefined. */
export function globalPath({ scopes }: Script, node: AnyNode | Super): string | undefined {
  const { root, names } = memberPath(node);
  if (root.type !== 'Identifier' || scopes.declarationOf(root)) return undefined;
  const path = [root.name, ...names];
  while (path.length > 1 && pageItself.has(path[0] ?? '')) path.shift();
  return path.join('.');
}

/** Whether a path goes through the page's own object, as window.x does. */
export function isThroughWindow({ scopes }: Script, node: AnyNode): boolean {
  const { root, names } = memberPath(node);
  return (
    root.type === 'Identifier' && names.length > 0 && pageItself.has(root.name) && !scopes.declarationOf(root)
  );
}

/** The last name of what is called: `ajax` of `$.ajax(…)`. */
export function calledName(callee: AnyNode | Super): string | undefined {
  const { root, names } = memberPath(callee);
  return names.at(-1) ?? (root.type === 'Identifier' ? root.name : undefined);
}

/** Every text in the code with the node it stands in; of templates, their fixed parts. */
export function* texts(script: Script): Generator<{ text: string; node: AnyNode }> {
  for (const node of script.all('Literal'))
    if (typeof node.value === 'string') yield { text: node.value, node };
  for (const node of script.all('TemplateElement')) yield { text: node.value.cooked ?? node.value.raw, node };
}
