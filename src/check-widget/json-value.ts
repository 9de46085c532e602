/** A JSON object, if it is one. */
export const asObject = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;

export const asStrings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** The value at a path such as `widget.locale`, undefined where there is none. */
export function valueAt(value: unknown, path: string): unknown {
  let here: unknown = value;
  for (const key of path.split('.')) {
    const object = asObject(here);
    if (object === undefined || !Object.hasOwn(object, key)) return undefined;
    here = object[key];
  }
  return here;
}

/** All texts in nested objects, with their paths. */
export function* leaves(value: unknown, path = ''): Generator<{ path: string; value: unknown }> {
  const object = asObject(value);
  if (object === undefined) {
    yield { path, value };
    return;
  }
  for (const [key, inner] of Object.entries(object))
    yield* leaves(inner, path === '' ? key : `${path}.${key}`);
}
