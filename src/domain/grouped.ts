interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Works at once; what comes while a group is worked on goes together into the next one, so that a thousand cost a
 * database a few rounds. `work` answers each in its place. `most`: of one group; a larger one holds up what comes
 * meanwhile.
 */
export function grouped<Item, Answer>(
  work: (items: readonly Item[]) => Promise<readonly Answer[]>,
  most: number,
): (item: Item) => Promise<Answer> {
  const waiting: Waiting<Item, Answer>[] = [];
  let isAtWork = false;

  async function next(): Promise<void> {
    isAtWork = true;
    while (waiting.length > 0) {
      const group = waiting.splice(0, most);
      try {
        const answers = await work(group.map(({ item }) => item));
        for (const [index, { resolve }] of group.entries()) resolve(answers[index] as Answer);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    isAtWork = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isAtWork) void next();
    });
}
