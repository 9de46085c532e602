import { hostOf } from '../host-of';
import type { Host } from '../host-of';
import { nameOf } from '../script-files';
import { scriptForgeRules } from './scriptforge-rules';
import type { Sighting } from './sighting';
import { faultOfFile } from './sighting';
import { voxEngineRules } from './voximplant-rules';

const rules: Readonly<Record<Host, (text: string) => Sighting[]>> = {
  voximplant: voxEngineRules,
  scriptforge: scriptForgeRules,
};

/** Voximplant refuses longer names; what stands before the role comes on top of it. */
const longestName = 29;

function nameFaults(host: Host, name: string): Sighting[] {
  const length = Array.from(name).length;
  if (host === 'voximplant' && length > longestName)
    return [faultOfFile(`the name ${name} has ${length} characters, Voximplant takes ${longestName}`)];
  if (host === 'scriptforge' && !/^[\w.-]+$/.test(name))
    return [faultOfFile(`the name "${name}": letters, digits, "_" and "-" alone can be imported by others`)];
  return [];
}

/** Everything that is wrong with a built script, faults before warnings, in the order of its lines. */
export function checkScript(path: string, text: string, told?: string): Sighting[] {
  const host = hostOf(told, path, text);
  const bom = text.startsWith('\uFEFF')
    ? [faultOfFile('begins with a byte order mark: save it without')]
    : [];
  return [...bom, ...nameFaults(host, nameOf(path)), ...rules[host](text.replace(/^\uFEFF/, ''))].sort(
    (one, other) =>
      one.severity.localeCompare(other.severity) || one.line - other.line || one.column - other.column,
  );
}

/** One line for each. */
export const sightingLine = (path: string, { severity, message, line, column }: Sighting): string =>
  `${path}:${line}:${column} ${severity}: ${message}`;

/** Lines that tell the faults of a built script; none: it may go to its host. */
export const faultLines = (path: string, text: string): string[] =>
  checkScript(path, text)
    .filter(({ severity }) => severity === 'fault')
    .map((fault) => sightingLine(path, fault));
