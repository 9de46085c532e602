interface Item<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/** All that comes while the last group is worked on goes together into the next one. `most`: items of a group. */
export function grouped<T, R>(
  work: (items: readonly T[]) => Promise<readonly R[]>,
  most: number,
): (item: T) => Promise<R> {
  const waiting: Item<T, R>[] = [];
  let isAtWork = false;

  async function next(): Promise<void> {
    const group = waiting.splice(0, most);
    try {
      const results = await work(group.map(({ item }) => item));
      for (const [index, { resolve }] of group.entries()) resolve(results[index] as R);
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
    isAtWork = waiting.length > 0;
    if (isAtWork) void next();
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isAtWork) return;
      isAtWork = true;
      void next();
    });
}
