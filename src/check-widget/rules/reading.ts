import type { ReadingCode } from '../archive';
import type { Rule } from '../rule';

// What a zip can be by itself was found while it was read; these rules give it words.
const found = (code: ReadingCode, demand: string, cure: string): Rule => ({
  code,
  severity: 'fault',
  demand,
  cure,
  find: ({ archive }) => archive.problems.filter((problem) => problem.code === code),
});

export const readingRules: readonly Rule[] = [
  found(
    'zip-unreadable',
    'The widget is a zip archive that can be read.',
    'pack the files anew as a plain zip',
  ),
  found('zip-empty', 'There are files in the archive.', 'pack the files of the widget, not an empty folder'),
  found('zip-too-big', 'The archive has a sensible size.', 'leave out what the widget does not load'),
  found(
    'zip-entry',
    'Every file can be unpacked.',
    'pack the files anew, with “deflate” and without a password',
  ),
  found(
    'zip-path',
    'Paths in the archive are relative and have forward slashes.',
    'pack with a tool that writes plain paths',
  ),
  found('zip-duplicate', 'Every file is in the archive once.', 'pack the files anew, each once'),
  found(
    'zip-top-folder',
    'The files lie at the root of the archive, not in a folder.',
    'pack the contents of the folder, not the folder',
  ),
];
