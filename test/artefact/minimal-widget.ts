import { deflateSync } from 'node:zlib';
import { zipSync } from 'fflate';
import type { Archive } from '../../src/check-widget/archive';
import { readZip } from '../../src/check-widget/archive';
import { checkWidget } from '../../src/check-widget/check';
import { crc32 } from '../../src/check-widget/crc32';
import type { Fault } from '../../src/check-widget/rule';

export type Files = Record<string, Uint8Array>;

/** Any JSON; the tests change it as they please. */
export type Json = ReturnType<typeof JSON.parse>;

/** What to change in the minimal widget: a file's new content; null removes it; a function edits its JSON or text. */
export type Change = Record<string, string | Uint8Array | null | ((content: Json) => unknown)>;

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}

/** A black picture; with `extra` chunks, such as an animation's, before its pixels. */
export function png(width: number, height: number, ...extra: [type: string, data: Uint8Array][]): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(1, 8);
  const pixels = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height));
  const chunks = [['IHDR', header], ...extra, ['IDAT', pixels], ['IEND', Buffer.alloc(0)]] as [
    string,
    Buffer,
  ][];
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return new Uint8Array(Buffer.concat([signature, ...chunks.map(([type, data]) => chunk(type, data))]));
}

const manifest = {
  widget: {
    name: 'widget.name',
    description: 'widget.description',
    short_description: 'widget.short_description',
    version: '1.0.0',
    interface_version: 2,
    locale: ['ru', 'en'],
    installation: true,
    support: { link: 'https://example.com/help' },
  },
  locations: ['everywhere'],
  tour: {
    is_tour: true,
    tour_images: { ru: ['/images/tour_ru.png'], en: ['/images/tour_en.png'] },
    tour_description: 'widget.tour_description',
  },
  settings: { url: { name: 'settings.url', type: 'text', required: true } },
};
const english = {
  widget: { name: 'Phone', description: 'Calls', short_description: 'Calls', tour_description: 'Calls' },
  settings: { url: 'Address' },
};
const russian = {
  widget: { name: 'Телефон', description: 'Звонки', short_description: 'Звонки', tour_description: 'Звонки' },
  settings: { url: 'Адрес' },
};
const script = `define(['jquery'], function ($) {
  return function () {
    var self = this;
    this.callbacks = {
      render: function () { $('head').append('<link rel="stylesheet" href="' + self.params.path + '/style.css">'); return true; },
      init: function () { console.debug('ready'); return true; },
      bind_actions: function () { return true; },
    };
  };
});
`;

const json = (value: unknown): Uint8Array => encode(`${JSON.stringify(value, null, 2)}\n`);

/** The smallest widget without a fault. */
export function minimalFiles(): Files {
  return {
    'manifest.json': json(manifest),
    'script.js': encode(script),
    'style.css': encode('.acme { color: red; }\n.acme__button:hover { color: blue; }\n'),
    'i18n/en.json': json(english),
    'i18n/ru.json': json(russian),
    'images/logo.png': png(130, 100),
    'images/logo_main.png': png(400, 272),
    'images/logo_medium.png': png(240, 84),
    'images/logo_min.png': png(84, 84),
    'images/logo_small.png': png(108, 108),
    'images/tour_en.png': png(1188, 616),
    'images/tour_ru.png': png(1188, 616),
  };
}

function edited(
  before: Uint8Array | undefined,
  change: Exclude<Change[string], null>,
  path: string,
): Uint8Array {
  if (typeof change === 'string') return encode(change);
  if (typeof change !== 'function') return change;
  if (!path.endsWith('.json')) return encode(String(change(decode(before))));
  const value: unknown = JSON.parse(decode(before));
  change(value);
  return json(value);
}

/** The minimal widget with changes. */
export function filesWith(change: Change): Files {
  const files = minimalFiles();
  for (const [path, how] of Object.entries(change)) {
    if (how !== null) files[path] = edited(files[path], how, path);
    // A file that is to be missing must not be there at all.
    else Reflect.deleteProperty(files, path);
  }
  return files;
}

export const zipOf = (files: Files): Uint8Array => zipSync(files);

export const archiveOf = (files: Files, zipName = 'widget.zip'): Archive => readZip(zipOf(files), zipName);

/** What the check says of the minimal widget with changes. */
export const faultsWith = (change: Change): Fault[] => checkWidget(archiveOf(filesWith(change)));

/** Codes and places of what the check says about one file put into the minimal widget. */
export const seenIn = (path: string, content: string): string[] =>
  faultsWith({
    [path]: content,
    ...(path in minimalFiles() ? {} : { 'script.js': (text: string) => `${text}// ${path}` }),
  })
    .filter(({ file }) => file === path)
    .map(({ code, at }) => (at ? `${code} ${at.line}:${at.column}` : code));
