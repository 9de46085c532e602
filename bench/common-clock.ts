const joined = (): number => {
  const tick = Date.now();
  let now = tick;
  while (now === tick) now = Date.now();
  return now - performance.now();
};
const offset = joined();

/** Ms since 1970 with fractions, by the same clock as the stopwatch in the page. */
export const commonNow = (): number => performance.now() + offset;
