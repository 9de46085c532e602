import type { Archive } from './archive';
import { asObject, asStrings, valueAt } from './json-value';
import type { JsonDocument, JsonError } from './json-document';
import { parseJson } from './json-document';
import type { Script } from './script';
import { parseScript } from './script';

/** A widget's archive with its files read as what they are; each is parsed once. */
export interface Widget {
  readonly archive: Archive;
  /** Paths of all files but hidden ones. */
  readonly paths: readonly string[];
  has(path: string): boolean;
  bytes(path: string): Uint8Array;
  /** A file's text without the byte order mark. */
  text(path: string): string;
  json(path: string): JsonDocument | JsonError;
  script(path: string): Script;
  /** The manifest, once it is there and is an object. */
  readonly manifest: JsonDocument | undefined;
  /** Locales that the manifest lists. */
  readonly locales: readonly string[];
  /** Location codes without their -0 or -1. */
  readonly locations: readonly string[];
  withExtension(...extensions: string[]): readonly string[];
}

export const isHidden = (path: string): boolean =>
  path.split('/').some((part) => part.startsWith('.') || /^(__MACOSX|Thumbs\.db|desktop\.ini)$/i.test(part));

export const extensionOf = (path: string): string => /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';

function remembered<Result>(read: (path: string) => Result): (path: string) => Result {
  const known = new Map<string, Result>();
  return (path) => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const result = read(path);
    known.set(path, result);
    return result;
  };
}

export function openWidget(archive: Archive): Widget {
  const paths = [...archive.files.keys()].filter((path) => !isHidden(path)).sort();
  const bytes = (path: string): Uint8Array => archive.files.get(path) ?? new Uint8Array();
  // TextDecoder drops the byte order mark.
  const text = remembered((path) => new TextDecoder().decode(bytes(path)));
  const json = remembered((path) => parseJson(text(path)));
  const script = remembered((path) => parseScript(path, text(path)));
  const has = (path: string): boolean => archive.files.has(path);
  const parsed = has('manifest.json') ? json('manifest.json') : undefined;
  const manifest = parsed && 'value' in parsed && asObject(parsed.value) ? parsed : undefined;
  return {
    archive,
    paths,
    has,
    bytes,
    text,
    json,
    script,
    manifest,
    locales: asStrings(valueAt(manifest?.value, 'widget.locale')),
    locations: asStrings(valueAt(manifest?.value, 'locations')).map((location) =>
      location.replace(/-\d+$/, ''),
    ),
    withExtension: (...extensions) => paths.filter((path) => extensions.includes(extensionOf(path))),
  };
}
