/** How one list of lines becomes another. */
export interface Edit {
  readonly kind: 'same' | 'gone' | 'new';
  readonly line: string;
}

/** Texts that differ in more lines than this share little worth searching for: all of one goes, all of the other comes. */
const mostChanges = 2000;

/** The shortest way from one text to the other (E. Myers, "An O(ND) Difference Algorithm", 1986). */
function shortest(before: readonly string[], after: readonly string[]): Edit[] {
  const [n, m] = [before.length, after.length];
  const most = Math.min(n + m, mostChanges);
  const trace: Int32Array[] = [];
  let reach = new Int32Array(3);
  const at = (row: Int32Array, k: number): number => row[(row.length - 1) / 2 + k] ?? 0;

  for (let d = 0; d <= most; d += 1) {
    const row = new Int32Array(2 * d + 3);
    for (let k = -d; k <= d; k += 2) {
      const isDown = k === -d || (k !== d && at(reach, k - 1) < at(reach, k + 1));
      let x = d === 0 ? 0 : isDown ? at(reach, k + 1) : at(reach, k - 1) + 1;
      while (x < n && x - k < m && before[x] === after[x - k]) x += 1;
      row[d + 1 + k] = x;
      if (x >= n && x - k >= m) return backtrack(before, after, [...trace, row]);
    }
    trace.push(row);
    reach = row;
  }
  return [
    ...before.map((line) => ({ kind: 'gone', line }) as const),
    ...after.map((line) => ({ kind: 'new', line }) as const),
  ];
}

function backtrack(
  before: readonly string[],
  after: readonly string[],
  trace: readonly Int32Array[],
): Edit[] {
  const edits: Edit[] = [];
  let [x, y] = [before.length, after.length];
  const say = (kind: Edit['kind'], line = ''): void => void edits.push({ kind, line });
  const sameUntil = (start: number): void => {
    for (; x > start; x -= 1) say('same', before[x - 1]);
  };
  for (let d = trace.length - 1; d > 0; d -= 1) {
    const row = trace[d - 1] ?? new Int32Array(1);
    const at = (k: number): number => row[(row.length - 1) / 2 + k] ?? 0;
    const k = x - y;
    const isDown = k === -d || (k !== d && at(k - 1) < at(k + 1));
    const fromX = isDown ? at(k + 1) : at(k - 1);
    const fromY = fromX - (isDown ? k + 1 : k - 1);
    sameUntil(isDown ? fromX : fromX + 1);
    if (isDown) say('new', after[fromY]);
    else say('gone', before[fromX]);
    [x, y] = [fromX, fromY];
  }
  sameUntil(0);
  return edits.reverse();
}

export function editScript(before: readonly string[], after: readonly string[]): readonly Edit[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  const left = Math.min(before.length, after.length) - head;
  while (tail < left && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const same = (lines: readonly string[]): Edit[] => lines.map((line) => ({ kind: 'same', line }));
  return [
    ...same(before.slice(0, head)),
    ...shortest(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...same(before.slice(before.length - tail)),
  ];
}
