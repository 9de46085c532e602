import fc from 'fast-check';
import { unifiedDiff } from './unified-diff';

const names = { before: 'deployed', after: 'built' };

test('a changed line is shown with three lines around it', () => {
  const before = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].join('\n') + '\n';
  expect(unifiedDiff(before, before.replace('5', 'five'), names)).toBe(
    '--- deployed\n+++ built\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n',
  );
});

test('line ends alone are no difference, a missing last one is', () => {
  expect(unifiedDiff('a\r\nb\r\n', 'a\nb\n', names)).toBe('');
  expect(unifiedDiff('a\nb', 'a\nb\n', names)).toContain('deployed has no line end at its end');
});

test('on a terminal what goes is red and what comes is green', () => {
  const shown = unifiedDiff('a\n', 'b\n', names, { isColoured: true });
  expect(shown).toContain('\x1b[31m-a\x1b[0m');
  expect(shown).toContain('\x1b[32m+b\x1b[0m');
});

test('a new script is all green', () => {
  expect(unifiedDiff('', 'a\nb\n', names)).toBe('--- deployed\n+++ built\n@@ -0,0 +1,2 @@\n+a\n+b\n');
});

const linesOf = (text: string): string[] => text.split('\n').slice(0, -1);

/** What `patch` does. */
function patched(before: string, diff: string): string {
  const [old, out] = [linesOf(before), [] as string[]];
  let at = 0;
  for (const line of linesOf(diff).slice(2)) {
    const head = /^@@ -(\d+)(?:,(\d+))? /.exec(line);
    if (head !== null) {
      const start = Number(head[1]) - (head[2] === '0' ? 0 : 1);
      while (at < start) out.push(old[at++]!);
      continue;
    }
    if (!line.startsWith('+')) expect(old[at++]).toBe(line.slice(1));
    if (!line.startsWith('-')) out.push(line.slice(1));
  }
  return [...out, ...old.slice(at)].map((line) => `${line}\n`).join('');
}

/** Fewest lines that must go or come, the slow and sure way. */
function fewest(before: readonly string[], after: readonly string[]): number {
  let row = after.map((_, index) => index + 1);
  before.forEach((line, place) => {
    let [corner, left] = [place, place + 1];
    row = row.map((up, index) => {
      const best = line === after[index] ? corner : 1 + Math.min(up, left);
      [corner, left] = [up, best];
      return best;
    });
  });
  return row[row.length - 1] ?? before.length;
}

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', 'd', '', '}'), { maxLength: 40 })
  .map((lines) => lines.map((line) => `${line}\n`).join(''));

test('whatever two texts are, the difference makes the second of the first, in the fewest lines', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const diff = unifiedDiff(before, after, names);
      expect(before === after ? after : patched(before, diff)).toBe(after);
      const changes = linesOf(diff)
        .slice(2)
        .filter((line) => /^[-+]/.test(line)).length;
      expect(changes).toBe(fewest(linesOf(before), linesOf(after)));
    }),
    { numRuns: 500 },
  );
});
