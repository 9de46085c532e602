import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';

const texts = {
  ru: {
    name: 'Проверочный виджет',
    description: 'Описание',
    short_description: 'Кратко',
    tour_description: 'Что он делает',
    call_action: 'Позвонить через проверку',
    selected_text: 'Проверочный виджет',
  },
  en: {
    name: 'Trial widget',
    description: 'Description',
    short_description: 'In short',
    tour_description: 'What it does',
    call_action: 'Call by the trial',
    selected_text: 'Trial widget',
  },
};
const settings = { server: 'Server', phones: 'Phones', key: 'Key' };

interface Manifest {
  widget?: object;
  locations?: string[];
  settings?: object;
}

const manifestOf = (name: string, { widget, ...rest }: Manifest): object => ({
  widget: {
    name: 'widget.name',
    description: 'widget.description',
    short_description: 'widget.short_description',
    code: name.replaceAll('-', '_'),
    version: '1.0.0',
    interface_version: 2,
    init_once: true,
    locale: ['ru', 'en'],
    installation: true,
    support: { link: 'https://example.test/' },
    ...widget,
  },
  locations: ['everywhere'],
  tour: {
    is_tour: true,
    tour_images: { ru: ['/images/tour.png'], en: ['/images/tour.png'] },
    tour_description: 'widget.tour_description',
  },
  settings: {},
  ...rest,
});

export interface ForeignWidget {
  folder: string;
  /** The same as an archive, its files at the root. */
  zip: () => string;
  remove: () => void;
}

/** A whole widget in a folder of its own: the files of `widgets/NAME`, with the manifest and texts that all share. */
export function foreignWidget(name: string): ForeignWidget {
  const own = path.join(__dirname, 'widgets', name);
  const root = mkdtempSync(path.join(tmpdir(), 'foreign-widget-'));
  const folder = path.join(root, name);
  cpSync(own, folder, { recursive: true });
  const file = path.join(folder, 'manifest.json');
  const differs = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : {};
  writeFileSync(file, JSON.stringify(manifestOf(name, differs)));
  mkdirSync(path.join(folder, 'i18n'));
  for (const [lang, widget] of Object.entries(texts)) {
    writeFileSync(path.join(folder, 'i18n', `${lang}.json`), JSON.stringify({ widget, settings }));
  }
  const zip = (): string => {
    const names = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
    const packed = path.join(root, 'widget.zip');
    const files = names.map((one) => [one, new Uint8Array(readFileSync(path.join(folder, one)))] as const);
    writeFileSync(packed, zipSync(Object.fromEntries(files)));
    return packed;
  };
  return { folder, zip, remove: () => rmSync(root, { recursive: true, force: true }) };
}
