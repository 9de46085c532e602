import { deflateRawSync } from 'node:zlib';
import { minimalFiles, zipOf } from '../../test/artefact/minimal-widget';
import { readArchive, readZip } from './archive';

test('a zip gives back the files that were put in', () => {
  const files = minimalFiles();
  const archive = readZip(zipOf(files), 'widget.zip');
  expect(archive.problems).toEqual([]);
  expect(Object.fromEntries([...archive.files].map(([path, bytes]) => [path, [...bytes]]))).toEqual(
    Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, [...bytes]])),
  );
});

test('a file that unpacks to more than it announces is stopped there', () => {
  const bomb = deflateRawSync(Buffer.alloc(50 << 20));
  const zip = Buffer.from(zipOf({ 'a.txt': new Uint8Array(bomb.length).map((_, index) => index * 31) }));
  const directory = zip.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  const start = 30 + 'a.txt'.length;
  const changed = Buffer.concat([zip.subarray(0, start), bomb, zip.subarray(directory)]);
  const moved = start + bomb.length;
  changed.writeUInt16LE(8, moved + 10);
  changed.writeUInt32LE(bomb.length, moved + 20);
  changed.writeUInt32LE(1000, moved + 24);
  changed.writeUInt32LE(moved, changed.length - 6);
  expect(readZip(new Uint8Array(changed), 'widget.zip').problems).toEqual([
    { code: 'zip-entry', what: 'the file unpacks to more than announced', file: 'a.txt' },
  ]);
});

test('what is not there is said, not thrown', () => {
  expect(readArchive('/nowhere/widget.zip').problems).toMatchObject([{ code: 'zip-unreadable' }]);
});
