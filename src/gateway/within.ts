/** The promise's outcome, or `late()`'s error after `ms`. The work itself goes on. */
export function within<T>(ms: number, work: Promise<T>, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), ms);
    const inTime =
      <V>(settle: (outcome: V) => void) =>
      (outcome: V): void => {
        clearTimeout(timer);
        settle(outcome);
      };
    work.then(inTime(resolve), inTime(reject));
  });
}
