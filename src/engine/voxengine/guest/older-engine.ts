/** Built-ins that V8 has and the host's engine (SpiderMonkey of Firefox 81) has not (MDN compatibility data). */
const newer: readonly (readonly [path: string, names: string])[] = [
  ['Array.prototype', 'at findLast findLastIndex toReversed toSorted toSpliced with'],
  ['Array', 'fromAsync'],
  ['String.prototype', 'at isWellFormed toWellFormed'],
  ['Object', 'hasOwn groupBy'],
  ['Map', 'groupBy'],
  ['Promise', 'withResolvers try'],
  ['', 'structuredClone'],
];

/** Takes them away, so that a scenario fails here as it would there. */
export function olderEngine(scope: object): void {
  for (const [path, names] of newer) {
    let holder: unknown = scope;
    for (const step of path.split('.').filter((word) => word !== ''))
      holder = (holder as Record<string, unknown> | undefined)?.[step];
    for (const name of names.split(' '))
      if (holder !== undefined) Reflect.deleteProperty(holder as object, name);
  }
}
