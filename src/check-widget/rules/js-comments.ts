import type { Comment } from 'acorn';
import { parse } from 'acorn';
import { full } from 'acorn-walk';
import type { Rule } from '../rule';
import type { Script } from '../script';
import { scriptRule } from '../script-rule';

// Prose hardly ever parses, and when it does, it has none of these.
const telling = new Set([
  ...[
    'CallExpression',
    'AssignmentExpression',
    'VariableDeclaration',
    'FunctionDeclaration',
    'ReturnStatement',
  ],
  ...['IfStatement', 'ForStatement', 'ForOfStatement', 'ForInStatement', 'WhileStatement', 'TryStatement'],
]);

const longest = 5000;

function isCode(text: string): boolean {
  // Marks for tools, licences and documentation are no left-over code.
  if (text.length > longest || /^[*!#@]|^\s*(global|eslint|jshint|istanbul|prettier|webpack|@)/.test(text))
    return false;
  if (!/[(=]|^\s*(return|if|for|while|try)\b/m.test(text)) return false;
  try {
    let found = false;
    const tree = parse(text, {
      ecmaVersion: 'latest',
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
    });
    full(tree, (node) => {
      found ||= telling.has(node.type);
    });
    return found;
  } catch {
    return false;
  }
}

/** Line comments that follow each other are one text. */
function groups({ comments, text }: Script): Comment[][] {
  const result: Comment[][] = [];
  for (const comment of comments) {
    const last = result.at(-1);
    const before = last?.at(-1);
    const isNext =
      before?.type === 'Line' &&
      comment.type === 'Line' &&
      text.slice(before.end, comment.start).trim() === '';
    if (last && isNext) last.push(comment);
    else result.push([comment]);
  }
  return result;
}

export const jsCommentRules: readonly Rule[] = [
  scriptRule({
    code: 'js-commented-code',
    severity: 'warning',
    demand: 'Comments hold words, not code.',
    cure: 'remove it',
    find: function* (script) {
      for (const group of groups(script)) {
        const whole = group.map(({ value }) => value).join('\n');
        // A line that opens or closes a block parses only with its other half.
        const single = group.find(
          ({ value }) => isCode(value) || (/\{\s*$/.test(value) && isCode(`${value}}`)),
        );
        const node = isCode(whole) ? group[0] : single;
        if (node) yield { node, what: 'a comment holds code' };
      }
    },
  }),
];
