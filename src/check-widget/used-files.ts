import { asObject, asStrings, valueAt } from './json-value';
import { extensionOf } from './widget';
import type { Widget } from './widget';
import { logoSizes } from './logo-sizes';

const naming = ['js', 'css', 'twig', 'html', 'json'];

/** Paths of the tour pictures that the manifest names, as in the archive. */
export const tourImages = (manifest: unknown): readonly string[] =>
  Object.values(asObject(valueAt(manifest, 'tour.tour_images')) ?? {})
    .flatMap(asStrings)
    .map((path) => path.replace(/^\//, ''));

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The ways in which a text may name a file: by path, by name, by name alone, or by its folder and a computed name. */
function namings(path: string): RegExp {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const folder = path.slice(0, path.length - name.length);
  const stem = name.replace(/\.[^.]+$/, '');
  const ways = [`(?<![\\w-])${escaped(stem)}(?![\\w-])`];
  if (folder !== '') ways.push(`${escaped(folder)}(?=['"\`$]|\\{\\{)`);
  return new RegExp(ways.join('|'));
}

/** Follows the names from the files that the host itself loads. A name found anywhere in a used text counts as a use. */
export function isUsed(widget: Widget): (path: string) => boolean {
  const { value } = widget.manifest ?? {};
  const i18n = widget.paths.filter((path) => /^i18n\/[^/]+\.json$/.test(path));
  const used = new Set(['manifest.json', 'script.js', ...i18n, ...tourImages(value)]);
  // The host may ask for any logo, wherever the widget lives.
  for (const path of Object.keys(logoSizes)) used.add(path);
  const readers = [...used].filter((path) => widget.has(path));
  const waiting = new Set(widget.paths.filter((path) => !used.has(path)));
  for (let reader = readers.pop(); reader !== undefined; reader = readers.pop()) {
    if (!naming.includes(extensionOf(reader)) || reader.startsWith('i18n/')) continue;
    const text = widget.text(reader);
    for (const path of waiting) {
      if (!namings(path).test(text)) continue;
      waiting.delete(path);
      readers.push(path);
    }
  }
  return (path) => !waiting.has(path);
}
