export interface Nested {
  [key: string]: Nested | string;
}

const empty = (): Nested => Object.create(null) as Nested;

/** `filter[id][]=1&filter[id][]=2` nested as PHP nests it: lists become objects with keys 0, 1, … */
export function phpQuery(query: string): Nested {
  const nested = empty();
  for (const [name, value] of new URLSearchParams(query)) {
    const [, head = '', tail = ''] = /^([^[\]]*)(.*)$/.exec(name) ?? [];
    const keys = [head, ...[...tail.matchAll(/\[([^[\]]*)\]/g)].map(([, key = '']) => key)];
    let place = nested;
    keys.forEach((written, depth) => {
      const key = written === '' ? String(Object.keys(place).length) : written;
      if (depth === keys.length - 1) {
        place[key] = value;
        return;
      }
      const next = place[key];
      place = typeof next === 'object' ? next : (place[key] = empty());
    });
  }
  return nested;
}

/** What stands at `filter[statuses][0]`, asked as `at(query, 'filter', 'statuses', '0')`. */
export function at(query: Nested, ...path: string[]): Nested | string | undefined {
  let place: Nested | string | undefined = query;
  for (const key of path) place = typeof place === 'object' ? place[key] : undefined;
  return place;
}

export function textAt(query: Nested, ...path: string[]): string | undefined {
  const found = at(query, ...path);
  return typeof found === 'string' ? found : undefined;
}

/** One value or a list of them; undefined when the parameter is absent. `with=a,b` is split by the asker. */
export function listAt(query: Nested, ...path: string[]): string[] | undefined {
  const found = at(query, ...path);
  if (found === undefined) return undefined;
  if (typeof found === 'string') return [found];
  return Object.values(found).filter((value) => typeof value === 'string');
}

export const withOf = (query: Nested): Set<string> =>
  new Set((textAt(query, 'with') ?? '').split(',').map((word) => word.trim()));
