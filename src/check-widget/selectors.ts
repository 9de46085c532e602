import selectorParser from 'postcss-selector-parser';
import type { Node, Selector } from 'postcss-selector-parser';

/** Part of a selector between combinators, such as `a.b:hover`, and the combinator after it. */
interface Compound {
  readonly nodes: Node[];
  readonly next: string;
}

function compounds(selector: Selector): Compound[] {
  const result: Compound[] = [];
  let nodes: Node[] = [];
  for (const node of selector.nodes) {
    if (node.type !== 'combinator') {
      nodes.push(node);
      continue;
    }
    result.push({ nodes, next: node.value.trim() });
    nodes = [];
  }
  return [...result, { nodes, next: '' }];
}

/** The selectors of a rule's list; throws on what is no selector. */
export const parseSelectors = (text: string): Selector[] => selectorParser().astSync(text).nodes;

/** Classes that the parts before the first combinator have. */
export function leadingClasses(selector: Selector): string[] {
  const [first] = compounds(selector);
  return (first?.nodes ?? []).flatMap((node) => (node.type === 'class' ? [node.value] : []));
}

function isWithin(node: Node, isOwn: (name: string) => boolean): boolean {
  if (node.type === 'class') return isOwn(node.value);
  if (node.type !== 'pseudo' || !/^:(is|where|matches)$/.test(node.value) || node.nodes.length === 0)
    return false;
  return node.nodes.every((inner) => isScoped(inner, isOwn));
}

/** Whether a selector can match only inside elements with an own class, or these themselves. */
export const isScoped = (selector: Selector, isOwn: (name: string) => boolean): boolean =>
  compounds(selector).some(
    ({ nodes, next }) => next !== '+' && next !== '~' && nodes.some((node) => isWithin(node, isOwn)),
  );
