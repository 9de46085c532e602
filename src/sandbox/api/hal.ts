import type { Answer, Ask } from './endpoint';
import { nothingFound, ok } from './endpoint';
import { Problem } from './problem';
import { textAt } from './php-query';

interface Href {
  href: string;
}
export const link = (ask: Ask, path: string): { self: Href } => ({
  self: { href: `${ask.sandbox.crmUrl}${path}` },
});
/** The address that was asked, query and all. */
export const selfLink = (ask: Ask): { self: Href } =>
  link(ask, ask.rawQuery === '' ? ask.path : `${ask.path}?${ask.rawQuery}`);

function whole(ask: Ask, name: string, usual: number): number {
  const given = textAt(ask.query, name);
  if (given === undefined) return usual;
  const value = Number(given);
  if (!Number.isInteger(value) || value < 1) throw new Problem(422, `${name} must be a whole number from 1`);
  return value;
}

function pageHref(ask: Ask, page: number, limit: number): Href {
  const query = new URLSearchParams(ask.rawQuery);
  query.set('page', String(page));
  query.set('limit', String(limit));
  return { href: `${ask.sandbox.crmUrl}${ask.path}?${query.toString()}` };
}

interface ListOptions {
  most?: number;
  /** Further keys beside `_page`, made from the number of all that was found. */
  totals?: (all: number, pages: number) => Record<string, number>;
}

/** One page of what was found; 204 when there is nothing on it. */
export function listPage<T>(
  ask: Ask,
  name: string,
  found: readonly T[],
  show: (item: T) => unknown,
  { most = 250, totals }: ListOptions = {},
): Answer {
  const page = whole(ask, 'page', 1);
  const limit = whole(ask, 'limit', 50);
  if (limit > most) throw new Problem(422, `Limit ${most} per page`);
  const shown = found.slice((page - 1) * limit, page * limit);
  if (shown.length === 0) return nothingFound;
  const more = found.length > page * limit;
  return ok({
    ...totals?.(found.length, Math.ceil(found.length / limit)),
    _page: page,
    _links: {
      self: pageHref(ask, page, limit),
      ...(more && { next: pageHref(ask, page + 1, limit) }),
      ...(page > 1 && { first: pageHref(ask, 1, limit), prev: pageHref(ask, page - 1, limit) }),
    },
    _embedded: { [name]: shown.map(show) },
  });
}

/** Sorted by the first `order[field]` that is allowed, else as they came. */
export function ordered<K extends string, T extends Record<K, number | null>>(
  ask: Ask,
  found: readonly T[],
  allowed: readonly K[],
): T[] {
  const field = allowed.find((name) => textAt(ask.query, 'order', name) !== undefined);
  if (field === undefined) return [...found];
  const sign = textAt(ask.query, 'order', field)?.toLowerCase() === 'desc' ? -1 : 1;
  return [...found].sort((a, b) => sign * ((a[field] ?? 0) - (b[field] ?? 0)));
}
