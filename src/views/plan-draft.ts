/** A plan as it is being edited: JSON that any field may be missing from, or wrong in. */
export type PlanJson = Readonly<Record<string, unknown>>;

export const isPlanJson = (value: unknown): value is PlanJson =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at a place; undefined: nothing. */
export const valueAt = (plan: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (isPlanJson(value) && Object.keys(value).includes(key) ? value[key] : undefined),
    plan,
  );

/** The plan with another value at that place; undefined takes it away. */
export function withValue(plan: PlanJson, [key = '', ...rest]: readonly string[], value: unknown): PlanJson {
  const below = plan[key];
  const next = rest.length === 0 ? value : withValue(isPlanJson(below) ? below : {}, rest, value);
  const others = Object.entries(plan).filter(([name]) => next !== undefined || name !== key);
  return Object.fromEntries([...others, ...(next === undefined ? [] : [[key, next] as const])]);
}
