import type { AnyNode } from 'acorn';
import { libraries, noLibrary } from '../../engine/guest/libraries';
import { newestLevel, readSource } from '../../engine/read-source';
import { findGlobals } from './find-globals';
import { findPromises } from './find-promises';
import { doubtful, platformModules, scriptForgeNames } from './scriptforge-names';
import { namesOf, scriptTree } from './script-tree';
import type { ScriptTree } from './script-tree';
import { faultAt, faultOfFile, warningAt } from './sighting';
import type { Sighting } from './sighting';

/** Scripts of the older kinds meet engines of unknown age. */
const oldLevel = 2020;

const later = /^(?:kv|ko|cxKV|userspace|cxUserspace|rest|send|cxSend)\.\w+$|^(?:incr|fetch|axios(?:\.\w+)?)$/;

const literal = (node: AnyNode | null | undefined): string | undefined =>
  node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;

function hasMain({ program, nodes }: ScriptTree): boolean {
  const names = program.body.flatMap((node) => {
    const inner = node.type === 'ExportNamedDeclaration' ? (node.declaration ?? node) : node;
    if (node.type === 'ExportDefaultDeclaration') return ['main'];
    if (inner.type === 'FunctionDeclaration') return [inner.id.name];
    if (inner.type === 'VariableDeclaration')
      return inner.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []));
    if (inner.type === 'ExportNamedDeclaration')
      return inner.specifiers.map(({ exported }) =>
        exported.type === 'Identifier' ? exported.name : 'main',
      );
    return [];
  });
  const isExported = nodes.some(
    ({ node }) =>
      node.type === 'MemberExpression' &&
      node.object.type === 'Identifier' &&
      ['module', 'exports'].includes(node.object.name),
  );
  return names.includes('main') || names.includes('default') || isExported;
}

function findImports({ nodes }: ScriptTree): Sighting[] {
  return nodes.flatMap(({ node }) => {
    const isRequire =
      node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require';
    const name = isRequire ? literal(node.arguments[0]) : literal('source' in node ? node.source : undefined);
    if (name === undefined || libraries.has(name)) return [];
    if (/^\.\.?\/.*\.js$/.test(name))
      return [faultAt(node, `"${name}": files of the same app are named without .js`)];
    const isThere = platformModules.has(name);
    const isFile = name.startsWith('./') || (isRequire && /^\w+$/.test(name) && !/^cx/i.test(name));
    if (isFile && !isThere) return [];
    return [
      (isThere ? warningAt : faultAt)(node, noLibrary(name) + (isThere ? ' (the platform has it)' : '')),
    ];
  });
}

function findThrows({ nodes }: ScriptTree): Sighting[] {
  return nodes.flatMap(({ node }) => {
    if (node.type !== 'ThrowStatement' || node.argument.type !== 'NewExpression') return [];
    const [first] = node.argument.arguments;
    const text = literal(first);
    return text === undefined || /^[1-6]\d\d \S/.test(text)
      ? []
      : [
          warningAt(
            node,
            `"${text}" begins with no SIP code ("603 Declined"): what the caller hears is undefined`,
          ),
        ];
  });
}

const findDoubtful = ({ nodes, declared }: ScriptTree): Sighting[] => {
  const seen = new Set<string>();
  return nodes.flatMap(({ node }) => {
    if (node.type !== 'Identifier' || declared.has(node.name) || seen.has(node.name)) return [];
    const word = Object.hasOwn(doubtful, node.name) ? doubtful[node.name] : undefined;
    if (word === undefined) return [];
    seen.add(node.name);
    return [warningAt(node, `${node.name}: ${word}`)];
  });
};

/** Names that functions write: what one message leaves there, another may find. */
function writtenInside({ nodes }: ScriptTree): ReadonlySet<string> {
  const inside = nodes.filter(({ around }) => around.some(({ type }) => type.includes('Function')));
  return new Set(
    inside.flatMap(({ node }) => {
      if (node.type === 'AssignmentExpression') return namesOf(node.left);
      return node.type === 'UpdateExpression' && node.argument.type === 'Identifier'
        ? [node.argument.name]
        : [];
    }),
  );
}

function findState(tree: ScriptTree): Sighting[] {
  const written = writtenInside(tree);
  return tree.program.body.flatMap((node) =>
    node.type === 'VariableDeclaration' &&
    node.declarations.some(({ id }) => namesOf(id).some((name) => written.has(name)))
      ? [
          warningAt(
            node,
            'a variable beside the functions: it may be there at the next message, or not; keep it in cxKV',
          ),
        ]
      : [],
  );
}

/** All that ScriptForge would not take of a script. */
export function scriptForgeRules(text: string): Sighting[] {
  const read = readSource(text, newestLevel);
  const isModule = 'fault' in read ? /^\s*(import|export)\b/m.test(text) : read.source.dialect === 'module';
  const tree = scriptTree(text, isModule ? newestLevel : oldLevel, isModule);
  if ('message' in tree) return [{ severity: 'fault', ...tree, message: `cannot be read: ${tree.message}` }];
  return [
    ...(hasMain(tree)
      ? []
      : [faultOfFile('has no main to start: export it (or declare it, without exports)')]),
    ...findImports(tree),
    ...findGlobals(tree, scriptForgeNames(isModule)),
    ...findPromises(tree, (path) => later.test(path)),
    ...findThrows(tree),
    ...findDoubtful(tree),
    ...findState(tree),
  ];
}
