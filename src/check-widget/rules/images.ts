import { imageFacts } from '../image-facts';
import { logoSizes, tourSize } from '../logo-sizes';
import type { Rule } from '../rule';
import { tourImages } from '../used-files';
import type { Widget } from '../widget';
import { extensionOf } from '../widget';

const mostBytes = 300 * 1024;
const types: Readonly<Record<string, string>> = { png: 'png', jpg: 'jpg', jpeg: 'jpg', gif: 'gif' };

interface Wanted {
  readonly file: string;
  readonly width: number;
  readonly height: number;
}

/** The images that amoCRM itself shows, with their sizes; without those of locations that are not used. */
function wanted(widget: Widget): Wanted[] {
  const logos = Object.entries(logoSizes).flatMap(([file, { location, ...size }]) =>
    location === undefined || widget.locations.includes(location) ? [{ file, ...size }] : [],
  );
  const tour = new Set(tourImages(widget.manifest?.value));
  return [...logos, ...[...tour].map((file) => ({ file, ...tourSize }))];
}

const images = (widget: Widget): readonly string[] => widget.withExtension(...Object.keys(types));

export const imageRules: readonly Rule[] = [
  {
    code: 'image-missing',
    severity: 'fault',
    demand: 'All logos and all tour pictures are there, in images/.',
    cure: 'add the picture',
    find: function* (widget) {
      if (widget.archive.files.size === 0) return;
      for (const { file, width, height } of wanted(widget))
        if (!widget.has(file)) yield { what: `the picture (${width} x ${height}) is missing`, file };
    },
  },
  {
    code: 'image-size',
    severity: 'fault',
    demand: 'Logos and tour pictures have exactly their sizes in pixels.',
    cure: 'draw it in that size',
    find: function* (widget) {
      for (const { file, width, height } of wanted(widget)) {
        const facts = imageFacts(widget.bytes(file));
        if (facts && (facts.width !== width || facts.height !== height))
          yield {
            what: `the picture has ${facts.width} x ${facts.height} pixels, not ${width} x ${height}`,
            file,
          };
      }
    },
  },
  {
    code: 'image-format',
    severity: 'fault',
    demand: 'A picture is png, jpeg or gif, and its name says which.',
    cure: 'save it in the format of its name',
    find: function* (widget) {
      for (const file of images(widget)) {
        const facts = imageFacts(widget.bytes(file));
        if (!facts) yield { what: 'this is not a picture', file };
        else if (facts.type !== types[extensionOf(file)])
          yield { what: `the picture is ${facts.type} inside`, file };
      }
      for (const file of tourImages(widget.manifest?.value))
        if (widget.has(file) && !(extensionOf(file) in types))
          yield { what: 'a tour picture is neither png nor jpeg nor gif', file };
    },
  },
  {
    code: 'image-weight',
    severity: 'fault',
    demand: 'A picture has at most 300 KB.',
    cure: 'compress it, or draw it simpler',
    find: function* (widget) {
      for (const file of images(widget)) {
        const { length } = widget.bytes(file);
        if (length > mostBytes)
          yield { what: `the picture has ${Math.ceil(length / 1024)} KB, more than 300`, file };
      }
    },
  },
  {
    code: 'image-animated',
    severity: 'fault',
    demand: 'Logos and tour pictures do not move.',
    cure: 'save one frame of it',
    find: function* (widget) {
      for (const file of new Set(wanted(widget).map((image) => image.file)))
        if (imageFacts(widget.bytes(file))?.animated) yield { what: 'the picture is animated', file };
    },
  },
];
