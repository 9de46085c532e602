import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';

/** An archive that grows beyond this is no widget. */
const largest = 64 * 1024 * 1024;

/** A name that would leave the folder it is unpacked to, or means something else on another system. */
const strays = (name: string): boolean =>
  name.startsWith('/') || /[\\\0]|^[A-Za-z]:/.test(name) || name.split('/').includes('..');

function unpacked(zip: string): Record<string, Uint8Array> {
  let size = 0;
  try {
    return unzipSync(readFileSync(zip), {
      filter: ({ name, originalSize }) => {
        if (strays(name)) throw new Error(`the name "${name}" leaves the archive's folder`);
        size += originalSize;
        if (size > largest) throw new Error(`it unpacks to more than ${largest / 1024 / 1024} MB`);
        return !name.endsWith('/');
      },
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${zip}: cannot be unpacked: ${why}`, { cause: error });
  }
}

/**
 * The folder with the widget's files: the given folder itself, or the zip unpacked below `temporary`.
 * Throws an error that names the fault.
 */
export function widgetFolder(given: string, temporary: string): string {
  const found = statSync(given, { throwIfNoEntry: false });
  if (found === undefined)
    throw new Error(`${given}: no such file or folder; give a widget.zip or its unpacked folder`);
  if (found.isDirectory()) return path.resolve(given);
  const folder = path.join(temporary, path.basename(given, path.extname(given)));
  const files = Object.entries(unpacked(given));
  if (files.length === 0) throw new Error(`${given}: holds no file`);
  for (const [name, bytes] of files) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  return folder;
}
