/** Does it again and again, never twice at once, whether it succeeds or not. `soon`: the next time is now. */
export function every(ms: number, work: () => Promise<void>): { soon(): void; stop(): void } {
  let isOver = false;
  let isAtWork = false;
  let isWanted = false;
  let timer = setTimeout(once, ms);

  function once(): void {
    isAtWork = true;
    work().then(again, again);
  }
  function again(): void {
    isAtWork = false;
    if (isOver) return;
    timer = setTimeout(once, isWanted ? 0 : ms);
    isWanted = false;
  }
  return {
    soon() {
      if (isOver) return;
      isWanted = isAtWork;
      if (isAtWork) return;
      clearTimeout(timer);
      once();
    },
    stop() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
