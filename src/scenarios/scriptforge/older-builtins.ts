/** What the policy uses and engines of before 2019 lack, made where it is missing. */
const missing: readonly (readonly [target: object, name: string, value: unknown])[] = [
  [
    Array.prototype,
    'flatMap',
    function <T, R>(this: readonly T[], each: (value: T, index: number) => R | readonly R[]): R[] {
      return ([] as R[]).concat(...this.map(each));
    },
  ],
  [
    Array.prototype,
    'flat',
    function <T>(this: readonly (T | readonly T[])[]): T[] {
      return ([] as T[]).concat(...this);
    },
  ],
  [
    Object,
    'fromEntries',
    (entries: Iterable<readonly [string, unknown]>): Record<string, unknown> => {
      const made: Record<string, unknown> = {};
      for (const [name, value] of entries) made[name] = value;
      return made;
    },
  ],
];

for (const [target, name, value] of missing)
  if (!(name in target)) Object.defineProperty(target, name, { value, writable: true, configurable: true });
