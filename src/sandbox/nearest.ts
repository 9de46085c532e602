/** Edits between two words: insert, drop or replace a letter. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(b).entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The words most like the one typed, best first: for "did you mean". */
export function nearest(typed: string, words: readonly string[], most = 3): string[] {
  const alike = words.filter((word) => distance(typed, word) <= Math.max(2, Math.floor(word.length / 2)));
  return (alike.length > 0 ? alike : [...words])
    .sort((a, b) => distance(typed, a) - distance(typed, b))
    .slice(0, most);
}
