import type { Library } from './library';
import { axios } from './libraries/axios';
import { cxC5Server } from './libraries/cx-c5';
import { cxKv } from './libraries/cx-kv';
import { cxUserspace } from './libraries/cx-userspace';
import { cxHelper, cxOriginate, cxRest, cxSend } from './libraries/recorded';

/** Every library that scripts find here, by its exact name. */
export const libraries: ReadonlyMap<string, Library> = new Map([
  ['cxKV', cxKv],
  ['cxUserspace', cxUserspace],
  ['cxRest', cxRest],
  ['cxSend', cxSend],
  ['cxOriginate', cxOriginate],
  ['cxHelper', cxHelper],
  ['cxC5Server', cxC5Server],
  ['axios', axios],
]);

const byLowerCase = new Map([...libraries.keys()].map((name) => [name.toLowerCase(), name]));

/** Why there is no such library, and what to do. */
export function noLibrary(name: string): string {
  const meant = byLowerCase.get(name.toLowerCase());
  if (meant !== undefined) return `"${name}" is spelt ${meant}`;
  if (/^cx[A-Z]/.test(name))
    return `"${name}" is not simulated here; there are ${[...libraries.keys()].join(', ')}`;
  if (/^(https?:|esm\.sh\/)/.test(name))
    return `"${name}" would be fetched from the web: bundle it into the script instead`;
  return `"${name}" is neither a library that is simulated here nor a file of the same app`;
}
