import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';

/** A folder below the project, on the disk that it is on: the system's temporary folder may be no disk at all. */
export function storeFolder(): { path: string; copy: (from: string) => void; remove: () => void } {
  const cache = path.join(__dirname, '../.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, 'bench-store-'));
  return {
    path: folder,
    copy: (from) => cpSync(from, folder, { recursive: true }),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
