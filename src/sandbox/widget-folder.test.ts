import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { widgetFolder } from './widget-folder';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'widget-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const zip = (files: Record<string, string>, name = 'other.zip'): string => {
  const file = join(folder, name);
  writeFileSync(
    file,
    zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)]))),
  );
  return file;
};

test('a zip is unpacked as it is, into a folder of its name', () => {
  const unpacked = widgetFolder(
    zip({ 'manifest.json': '{}', 'i18n/ru.json': '{"a":1}' }),
    join(folder, 'out'),
  );
  expect(unpacked).toBe(join(folder, 'out', 'other'));
  expect(readFileSync(join(unpacked, 'i18n/ru.json'), 'utf8')).toBe('{"a":1}');
});

test('an unpacked folder is used where it lies', () => {
  expect(widgetFolder(folder, join(folder, 'out'))).toBe(folder);
});

test.each(['../evil.js', 'a/../../evil.js', '/evil.js', 'C:/evil.js', '..\\evil.js'])(
  'an archive that would write to %s writes nothing at all',
  (name) => {
    const file = zip({ 'manifest.json': '{}', [name]: 'x' });
    expect(() => widgetFolder(file, join(folder, 'out'))).toThrow(/leaves the archive's folder/);
    expect(existsSync(join(folder, 'out'))).toBe(false);
  },
);

test('what is no archive, or is not there, is refused by its path', () => {
  const file = join(folder, 'text.zip');
  writeFileSync(file, 'not a zip');
  expect(() => widgetFolder(file, folder)).toThrow(/text\.zip: cannot be unpacked/);
  expect(() => widgetFolder(join(folder, 'none.zip'), folder)).toThrow(/none\.zip: no such file or folder/);
  expect(() => widgetFolder(zip({}, 'empty.zip'), folder)).toThrow(/empty\.zip: holds no file/);
});
