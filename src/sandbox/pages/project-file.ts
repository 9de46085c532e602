import { existsSync } from 'node:fs';
import path from 'node:path';

/** Path inside the project, wherever the calling code was built to. */
export function projectFile(...parts: string[]): string {
  let folder = __dirname;
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error(`no package.json above ${__dirname}`);
    folder = parent;
  }
  return path.join(folder, ...parts);
}
