import { readFileSync } from 'node:fs';
import path from 'node:path';

export interface ManifestField {
  name: string;
  type: string;
  required?: boolean;
}
export interface Manifest {
  widget: {
    name: string;
    description: string;
    locale: string[];
    code?: string;
    version?: string;
    init_once?: boolean;
    installation?: boolean;
    support?: unknown;
  };
  locations: string[];
  settings: Record<string, ManifestField>;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Error(
      `${file}: cannot be read. A widget has its manifest.json at the root of its folder or archive.`,
    );
  }
  if (text.startsWith('\uFEFF'))
    throw new Error(`${file}: begins with a byte order mark. Save it as UTF-8 without BOM.`);
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch (error) {
    throw new Error(`${file}: is not JSON: ${(error as Error).message}`, { cause: error });
  }
  throw new Error(`${file}: must hold one object.`);
}

/** `manifest.json` of an unpacked widget; empty `settings` and `locations` where it has none. Throws on faults. */
export function readManifest(folder: string): Manifest {
  const file = path.join(folder, 'manifest.json');
  const { widget, locations = [], settings, ...rest } = parse(file);
  if (!isObject(widget)) throw new Error(`${file}: "widget" must be an object.`);
  if (!Array.isArray(widget['locale']) || !widget['locale'].every((code) => typeof code === 'string')) {
    throw new Error(`${file}: "widget.locale" must list the languages, such as ["ru", "en"].`);
  }
  if (!Array.isArray(locations)) throw new Error(`${file}: "locations" must be an array.`);
  const code = widget['code'];
  if (code !== undefined && (typeof code !== 'string' || !/^[A-Za-z0-9_-]+$/.test(code))) {
    throw new Error(`${file}: "widget.code" may hold Latin letters, digits, "_" and "-" only.`);
  }
  // PHP writes an empty object as an empty array, and so do manifests made by its hands.
  const fields = isObject(settings) ? settings : {};
  for (const [name, field] of Object.entries(fields)) {
    if (!isObject(field) || typeof field['type'] !== 'string') {
      throw new Error(`${file}: "settings.${name}" must be an object with "name" and "type".`);
    }
  }
  return { ...rest, widget, locations, settings: fields } as unknown as Manifest;
}
