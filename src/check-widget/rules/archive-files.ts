import type { Rule } from '../rule';
import { extensionOf, isHidden } from '../widget';
import type { Widget } from '../widget';
import { isUsed } from '../used-files';

const archives = ['zip', 'rar', '7z', 'tar', 'gz', 'tgz'];

const isArchive = (widget: Widget, path: string): boolean =>
  archives.includes(extensionOf(path)) || ['PK\u0003\u0004', 'Rar!'].includes(start(widget.bytes(path)));

const start = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, 4));

const isReadable = (widget: Widget): boolean => widget.archive.files.size > 0;

export const archiveFileRules: readonly Rule[] = [
  {
    code: 'zip-name',
    severity: 'fault',
    demand: 'The archive is called exactly widget.zip.',
    cure: 'rename it to widget.zip',
    find: function* ({ archive: { zipName } }) {
      if (zipName !== undefined && zipName !== 'widget.zip')
        yield { what: `the archive is called ${zipName}` };
    },
  },
  {
    code: 'file-missing',
    severity: 'fault',
    demand: 'manifest.json is there.',
    cure: 'add the file at the root of the archive',
    find: function* (widget) {
      if (isReadable(widget) && !widget.has('manifest.json'))
        yield { what: 'the file is missing', file: 'manifest.json' };
    },
  },
  {
    code: 'script-missing',
    severity: 'warning',
    demand: 'script.js is there, unless the widget does nothing on the page.',
    cure: 'add script.js if the widget is to do anything on the page',
    find: function* (widget) {
      if (isReadable(widget) && !widget.has('script.js'))
        yield { what: 'the file is missing', file: 'script.js' };
    },
  },
  {
    code: 'file-hidden',
    severity: 'fault',
    demand:
      'No hidden files and no leavings of the operating system (.DS_Store, __MACOSX) are in the archive.',
    cure: 'leave it out of the archive',
    find: function* ({ archive }) {
      for (const file of archive.files.keys()) if (isHidden(file)) yield { what: 'a hidden file', file };
    },
  },
  {
    code: 'file-nested-archive',
    severity: 'fault',
    demand: 'No archive lies in the archive.',
    cure: 'pack the files themselves, or leave it out',
    find: function* (widget) {
      for (const file of widget.paths)
        if (isArchive(widget, file)) yield { what: 'an archive in the archive', file };
    },
  },
  {
    code: 'file-unused',
    severity: 'fault',
    demand:
      'Every file is used: named by the manifest, or by a script, style or template that is used itself.',
    cure: 'leave it out of the archive, or load it',
    find: function* (widget) {
      if (!widget.manifest) return;
      const used = isUsed(widget);
      for (const file of widget.paths)
        if (!used(file) && !isArchive(widget, file))
          yield { what: 'nothing in the widget names this file', file };
    },
  },
];
