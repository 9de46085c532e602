export interface Nested {
  [key: string]: Nested | string;
}

/** Form fields such as `request[element][id]=7`, nested as PHP nests them. */
export function bracketFields(form: unknown): Nested {
  const nested: Nested = Object.create(null) as Nested;
  if (typeof form !== 'object' || form === null) return nested;
  for (const [name, value] of Object.entries(form as Record<string, unknown>)) {
    const keys = name.split(/\[|\]\[|\]$/).filter((key) => key !== '');
    const last = keys.pop();
    if (last === undefined) continue;
    let place = nested;
    for (const key of keys) {
      const next = place[key];
      place = typeof next === 'object' ? next : (place[key] = Object.create(null) as Nested);
    }
    place[last] = Array.isArray(value) ? String(value[value.length - 1]) : String(value);
  }
  return nested;
}
