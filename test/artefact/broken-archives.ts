import { zipSync } from 'fflate';
import type { Archive } from '../../src/check-widget/archive';
import { readZip } from '../../src/check-widget/archive';
import type { BrokenWidget } from './broken-widget';
import { manifest, widget } from './broken-widget';
import type { Json } from './minimal-widget';
import { archiveOf, minimalFiles, png, zipOf } from './minimal-widget';

const bytes =
  (edit: (zip: Uint8Array) => Uint8Array, name = 'widget.zip') =>
  (): Archive =>
    readZip(edit(zipOf(minimalFiles())), name);

function damaged(zip: Uint8Array): Uint8Array {
  const stored = zipSync(minimalFiles(), { level: 0 });
  const copy = Uint8Array.from(zip.length > 0 ? stored : []);
  const at = Buffer.from(copy).indexOf('.acme');
  copy[at + 1] = 'b'.charCodeAt(0);
  return copy;
}

function announcing(size: number): (zip: Uint8Array) => Uint8Array {
  return (zip) => {
    const copy = Buffer.from(zip);
    const directory = copy.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    copy.writeUInt32LE(size, directory + 24);
    return new Uint8Array(copy);
  };
}

const gif = (frames: number): Uint8Array => {
  const frame = '!\u00f9\u0004\0\0\0\0\0,\0\0\0\0\u0001\0\u0001\0\0\u0002\u0002D\u0001\0';
  return new Uint8Array(
    Buffer.from(`GIF89a\u00a4\u0004\u0068\u0002\0\0\0${frame.repeat(frames)};`, 'latin1'),
  );
};

/** Archives, texts and pictures with one thing wrong. */
export const brokenArchives: readonly BrokenWidget[] = [
  [
    'text instead of a zip',
    'zip-unreadable',
    bytes(() => new TextEncoder().encode('not a zip at all, but long enough')),
  ],
  ['an empty file', 'zip-unreadable', bytes(() => new Uint8Array())],
  ['half a zip', 'zip-unreadable', bytes((zip) => zip.subarray(0, zip.length >> 1))],
  ['a zip of nothing', 'zip-empty', bytes(() => zipSync({}))],
  ['a file that unpacks to gigabytes', 'zip-too-big', bytes(announcing(0xf0000000))],
  ['a file with a wrong checksum', 'zip-entry', bytes(damaged)],
  ['another name', 'zip-name', bytes((zip) => zip, 'phone.zip')],
  [
    'a path that leaves the archive',
    'zip-path',
    () => archiveOf({ ...minimalFiles(), '../x.js': png(1, 1) }),
  ],
  [
    'a top folder',
    'zip-top-folder',
    () =>
      archiveOf(
        Object.fromEntries(Object.entries(minimalFiles()).map(([path, file]) => [`widget/${path}`, file])),
      ),
  ],
  ['no script', 'script-missing', widget({ 'script.js': null, 'style.css': null })],
  ['a hidden file', 'file-hidden', widget({ 'images/.DS_Store': 'x' })],
  ['leavings of macOS', 'file-hidden', widget({ '__MACOSX/script.js': 'x' })],
  ['an archive in the archive', 'file-nested-archive', widget({ 'old.zip': zipOf({ a: png(1, 1) }) })],
  ['an unused file', 'file-unused', widget({ 'notes.txt': 'x' })],
  ['a byte order mark', 'text-bom', widget({ 'i18n/en.json': filesWithMark() })],
  [
    'Windows line ends',
    'text-crlf',
    widget({ 'style.css': (text: string) => text.replaceAll('\n', '\r\n') }),
  ],
  [
    'a text in cp1251',
    'text-not-utf8',
    widget({
      'style.css': new Uint8Array(Buffer.from('.acme{}/*\u00cf*/', 'latin1')),
    }),
  ],
  ['a comment in the manifest', 'json-syntax', widget({ 'manifest.json': '{ // name\n}' })],
  ['a list for a manifest', 'json-not-object', widget({ 'manifest.json': '[]' })],
  ['a key twice', 'json-duplicate-key', widget({ 'i18n/en.json': doubledKey() })],
  ['a logo missing', 'image-missing', widget({ 'images/logo_min.png': null })],
  [
    'no logo for Digital Pipeline',
    'image-missing',
    manifest((m) => {
      m.locations = ['digital_pipeline'];
      m.dp = { action_multiple: false };
    }),
  ],
  ['a logo of a wrong size', 'image-size', widget({ 'images/logo_min.png': png(85, 84) })],
  ['a tour picture of a wrong size', 'image-size', widget({ 'images/tour_en.png': png(1188, 617) })],
  [
    'a heavy picture',
    'image-weight',
    widget({ 'images/logo.png': png(130, 100, ['teXt', new Uint8Array(310_000)]) }),
  ],
  ['text for a picture', 'image-format', widget({ 'images/logo.png': 'no picture' })],
  ['a gif called png', 'image-format', widget({ 'images/tour_en.png': gif(1) })],
  [
    'a png that moves',
    'image-animated',
    widget({ 'images/logo.png': png(130, 100, ['acTL', new Uint8Array(8)]) }),
  ],
  [
    'a gif that moves',
    'image-animated',
    widget({
      'images/tour_en.png': null,
      'images/tour_en.gif': gif(2),
      'manifest.json': (m: Json) => {
        m.tour.tour_images.en = ['/images/tour_en.gif'];
      },
    }),
  ],
];

function filesWithMark(): Uint8Array {
  return Uint8Array.from([0xef, 0xbb, 0xbf, ...minimalFiles()['i18n/en.json']!]);
}

function doubledKey(): string {
  return new TextDecoder()
    .decode(minimalFiles()['i18n/en.json'])
    .replace('"url": "Address"', '"url": "A", "url": "B"');
}
