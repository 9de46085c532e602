import type { WidgetEntry } from '../../pages/page-data';
import { getJson } from '../http';
import type { Texts } from '../sdk/widget';

export interface WidgetTexts {
  name: string;
  description: string;
  shortDescription: string;
  /** Text by a dotted path; undefined when there is none. */
  text: (path: string | undefined) => string | undefined;
}

function find(texts: Texts, path: string): string | undefined {
  let place: string | Texts | undefined = texts;
  for (const step of path.split('.')) place = typeof place === 'object' ? place[step] : undefined;
  return typeof place === 'string' ? place : undefined;
}

/** What a widget says of itself in the user's language. */
export async function widgetTexts(entry: WidgetEntry): Promise<WidgetTexts> {
  const langs = await getJson<Texts>(`${entry.lang}?v=${entry.installed_version}`).catch((): Texts => ({}));
  const about = (entry.manifest['widget'] ?? {}) as Record<string, unknown>;
  const text = (path: unknown): string | undefined =>
    typeof path === 'string' ? find(langs, path) : undefined;
  return {
    name: text(about['name']) ?? entry.code,
    description: text(about['description']) ?? '',
    shortDescription: text(about['short_description']) ?? '',
    text,
  };
}
