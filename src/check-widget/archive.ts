import { basename, join } from 'node:path';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import type { Sighting } from './sighting';
import { printable } from './quote';
import { readZipDirectory } from './zip-directory';
import { unpackEntry } from './zip-entry';

/** What reading an archive can find wrong by itself; every one is the code of a rule. */
export type ReadingCode =
  | 'zip-unreadable'
  | 'zip-empty'
  | 'zip-too-big'
  | 'zip-entry'
  | 'zip-path'
  | 'zip-duplicate'
  | 'zip-top-folder';

export interface Problem extends Sighting {
  readonly code: ReadingCode;
}

/** A widget's files by their path from the archive's root, and what was wrong with reading them. */
export interface Archive {
  /** The zip's file name; a folder has none to check. */
  readonly zipName?: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly problems: readonly Problem[];
}

export const limits = { archive: 32 << 20, unpacked: 64 << 20, files: 2000 };

const megabytes = (bytes: number): string => `${Math.round(bytes / (1 << 20))} MB`;

/** Reads a zip or a folder. Never throws: whatever is wrong is among the problems. */
export function readArchive(path: string): Archive {
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) return withoutTopFolder(readFolder(path));
    if (stat.size > limits.archive)
      return nothing(
        {
          code: 'zip-too-big',
          what: `the archive has ${megabytes(stat.size)}, more than ${megabytes(limits.archive)}`,
        },
        basename(path),
      );
    return readZip(readFileSync(path), basename(path));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return nothing({
      code: 'zip-unreadable',
      what: `${printable(path)} cannot be read: ${printable(reason)}`,
    });
  }
}

const nothing = (problem: Problem, zipName?: string): Archive => ({
  ...(zipName === undefined ? {} : { zipName }),
  files: new Map(),
  problems: [problem],
});

/** Reads a zip from its bytes. Never throws. */
export function readZip(bytes: Uint8Array, zipName: string): Archive {
  try {
    return withoutTopFolder({ zipName, ...unpack(bytes) });
  } catch (error) {
    return nothing({ code: 'zip-unreadable', what: (error as Error).message }, zipName);
  }
}

function unpack(bytes: Uint8Array): Pick<Archive, 'files' | 'problems'> {
  const files = new Map<string, Uint8Array>();
  const problems: Problem[] = [];
  const entries = readZipDirectory(bytes).filter(({ name }) => !name.endsWith('/'));
  if (entries.length > limits.files)
    return {
      files,
      problems: [{ code: 'zip-too-big', what: `${entries.length} files, more than ${limits.files}` }],
    };
  let unpacked = 0;
  for (const entry of entries) {
    const file = entry.name.replaceAll('\\', '/').replace(/^([a-z]:)?\/+/i, '');
    if (file !== entry.name)
      problems.push({ code: 'zip-path', what: 'the path has a backslash or a root', file });
    if (file.split('/').some((part) => part === '..' || part === '')) {
      problems.push({ code: 'zip-path', what: 'the path leaves the archive or is empty', file: entry.name });
      continue;
    }
    if (files.has(file)) {
      problems.push({ code: 'zip-duplicate', what: 'this file is in the archive twice', file });
      continue;
    }
    unpacked += entry.size;
    if (unpacked > limits.unpacked) {
      problems.push({
        code: 'zip-too-big',
        what: `unpacks to more than ${megabytes(limits.unpacked)}`,
        file,
      });
      break;
    }
    try {
      files.set(file, unpackEntry(bytes, entry));
    } catch (error) {
      problems.push({ code: 'zip-entry', what: `the file ${(error as Error).message}`, file });
    }
  }
  if (entries.length === 0) problems.push({ code: 'zip-empty', what: 'there is no file in the archive' });
  return { files, problems };
}

function readFolder(root: string): Archive {
  const files = new Map<string, Uint8Array>();
  const problems: Problem[] = [];
  let size = 0;
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const file = path.slice(join(root, '/').length).replaceAll('\\', '/');
    size += statSync(path).size;
    if (size > limits.unpacked || files.size >= limits.files) {
      const most = `${megabytes(limits.unpacked)} or ${limits.files} files`;
      problems.push({ code: 'zip-too-big', what: `the folder has more than ${most}` });
      break;
    }
    files.set(file, readFileSync(path));
  }
  if (files.size === 0) problems.push({ code: 'zip-empty', what: 'there is no file in the folder' });
  return { files, problems };
}

/** Takes the usual extra top folder away, so that what lies in it is checked all the same. */
function withoutTopFolder(archive: Archive): Archive {
  if (archive.files.has('manifest.json')) return archive;
  const manifest = [...archive.files.keys()].find((path) => /^[^/]+\/manifest\.json$/.test(path));
  if (manifest === undefined) return archive;
  const top = manifest.slice(0, manifest.indexOf('/') + 1);
  const files = new Map<string, Uint8Array>();
  for (const [path, bytes] of archive.files)
    files.set(path.startsWith(top) ? path.slice(top.length) : path, bytes);
  const problem: Problem = {
    code: 'zip-top-folder',
    what: `the files lie in a folder ${top}`,
    file: manifest,
  };
  return { ...archive, files, problems: [...archive.problems, problem] };
}
