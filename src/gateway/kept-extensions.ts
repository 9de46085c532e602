import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExtensionMap, KeptExtensions } from './extensions';

const isText = (value: unknown): value is string => typeof value === 'string';

/** The internal numbers on disk: a gateway that starts while the CRM is down still knows whom to ring. */
export function keptExtensions(
  folder: string,
  warn: (error: unknown, message: string) => void,
): KeptExtensions {
  const path = join(folder, 'extensions.json');
  let written = '';
  return {
    load(): ExtensionMap | undefined {
      try {
        if (!existsSync(path)) return undefined;
        written = readFileSync(path, 'utf8');
        const entries = Object.entries(JSON.parse(written) as Record<string, unknown>);
        return new Map(entries.filter((entry): entry is [string, string] => isText(entry[1])));
      } catch (error) {
        warn(error, `${path} cannot be read: internal numbers are known once the CRM answers`);
        return undefined;
      }
    },
    save(map: ExtensionMap): void {
      const text = JSON.stringify(Object.fromEntries(map));
      if (text === written) return;
      try {
        mkdirSync(folder, { recursive: true });
        writeFileSync(`${path}.new`, text);
        renameSync(`${path}.new`, path);
        written = text;
      } catch (error) {
        warn(error, `${path} cannot be written`);
      }
    },
  };
}
