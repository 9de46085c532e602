/** The script's own Date, by virtual time. `now`: ms since 1970. */
export function virtualDate(now: () => number): DateConstructor {
  return new Proxy(Date, {
    construct: (target, given: unknown[]) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given) as object,
    apply: (target) => new target(now()).toString(),
    get: (target, key) => (key === 'now' ? now : (Reflect.get(target, key) as unknown)),
  });
}
