import type { AnyNode } from 'acorn';
import { findGlobals } from './find-globals';
import { findOpenHandlers, findPromises } from './find-promises';
import { pathOf, scriptTree } from './script-tree';
import type { ScriptTree } from './script-tree';
import { faultAt, faultOfFile } from './sighting';
import type { Sighting } from './sighting';
import { moduleOf, newMethods, voxEngineNames } from './voximplant-names';

/** Bytes as UTF-8; one less than the first size that the platform refuses. */
export const mostBytes = 131_071;
/** The level of Firefox 81, but for private fields and static blocks, which are found by hand. */
const level = 2022;

const later = /^(?:Net\.\w+Async|ApplicationStorage\.\w+)$/;

const tooNew = (node: AnyNode): string | undefined => {
  const name = 'key' in node ? node.key : node.type === 'MemberExpression' ? node.property : undefined;
  if (name?.type === 'PrivateIdentifier') return 'private members came with Firefox 90';
  if (node.type === 'StaticBlock') return 'static blocks came after Firefox 81';
  if (node.type === 'Literal' && node.regex?.flags.includes('d'))
    return 'the flag d of expressions came with Firefox 88';
  return undefined;
};

function findNewerThings({ nodes }: ScriptTree): Sighting[] {
  return nodes.flatMap(({ node }) => {
    const reason = tooNew(node);
    if (reason !== undefined) return [faultAt(node, `${reason}, VoxEngine is 81`)];
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return [];
    const { property } = node.callee;
    const name = property.type === 'Identifier' && !node.callee.computed ? property.name : '';
    const since = Object.hasOwn(newMethods, name) ? newMethods[name] : undefined;
    return since === undefined
      ? []
      : [faultAt(node, `.${name}() came with Firefox ${since}, VoxEngine is 81`)];
  });
}

function findModules({ nodes }: ScriptTree): Sighting[] {
  const asked = new Set<string>();
  const used = new Map<string, AnyNode>();
  for (const { node } of nodes) {
    if (node.type === 'CallExpression' && pathOf(node.callee) === 'require') {
      const path = pathOf(node.arguments[0] as AnyNode);
      if (path !== undefined) asked.add(path.replace(/^Modules\./, ''));
    }
    const path = node.type === 'MemberExpression' ? pathOf(node) : undefined;
    const name = path === undefined ? undefined : (moduleOf[path] ?? moduleOf[path.split('.')[0] ?? '']);
    if (name !== undefined && !used.has(name)) used.set(name, node);
  }
  return [...used].flatMap(([name, node]) =>
    asked.has(name)
      ? []
      : [faultAt(node, `require(Modules.${name}) is missing: without it this does not exist`)],
  );
}

function findRingTimes({ nodes }: ScriptTree): Sighting[] {
  return nodes.flatMap(({ node }) => {
    if (node.type !== 'Property' || node.key.type !== 'Literal' || node.key.value !== 'VI-CallTimeout')
      return [];
    if (node.value.type !== 'Literal') return [];
    const seconds = Number(node.value.value);
    return seconds >= 10 && seconds <= 400
      ? []
      : [faultAt(node, 'VI-CallTimeout takes "10" to "400" seconds')];
  });
}

/** All that VoxEngine would not take of a scenario. */
export function voxEngineRules(text: string): Sighting[] {
  const bytes = Buffer.byteLength(text);
  const size =
    bytes > mostBytes ? [faultOfFile(`${bytes} bytes, the platform takes less than ${mostBytes + 1}`)] : [];
  const tree = scriptTree(text, level, false);
  if ('message' in tree)
    return [
      ...size,
      { severity: 'fault', ...tree, message: `cannot be read as one plain script: ${tree.message}` },
    ];
  const ends = tree.nodes.some(
    ({ node }) => node.type === 'MemberExpression' && pathOf(node) === 'VoxEngine.terminate',
  );
  const eases = /\b(?:easyProcess|forwardCallTo\w+|playSoundAndHangup)\b/.test(text);
  return [
    ...size,
    ...findNewerThings(tree),
    ...findGlobals(tree, voxEngineNames),
    ...findModules(tree),
    ...findRingTimes(tree),
    ...findPromises(tree, (path) => later.test(path)),
    ...findOpenHandlers(tree),
    ...(ends || eases ? [] : [faultOfFile('nothing ends the session: call VoxEngine.terminate()')]),
  ];
}
