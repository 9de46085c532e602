/** A script's timers and intervals, `most` of each at once; `fire` is told whose time has come. */
export function guestTimers(most: number, fire: (id: number) => void) {
  const running = new Map<number, { readonly timer: NodeJS.Timeout; readonly repeats: boolean }>();
  const clear = (id: number): void => {
    clearTimeout(running.get(id)?.timer);
    running.delete(id);
  };
  return {
    /** False when there are too many already. */
    set: (id: number, ms: number, repeats: boolean): boolean => {
      const alike = [...running.values()].filter((other) => other.repeats === repeats).length;
      if (alike >= most) return false;
      const due = (): void => {
        if (!repeats) running.delete(id);
        fire(id);
      };
      const timer = repeats ? setInterval(due, Math.max(1, ms)) : setTimeout(due, ms);
      running.set(id, { timer, repeats });
      return true;
    },
    clear,
    waiting: (): number => running.size,
    end: (): void => [...running.keys()].forEach(clear),
  };
}
