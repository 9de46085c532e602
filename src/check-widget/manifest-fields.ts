import { asObject, valueAt } from './json-value';

export type FieldType = 'text' | 'number' | 'flag' | 'object' | 'texts';

export interface Field {
  readonly path: string;
  readonly type: FieldType;
  readonly required?: true;
  /** The value is the path of a text in the language files. */
  readonly translated?: true;
}

// The vendor's table of manifest fields, and the blocks that belong to locations.
const plain: readonly Field[] = [
  { path: 'widget', type: 'object', required: true },
  { path: 'widget.name', type: 'text', required: true, translated: true },
  { path: 'widget.description', type: 'text', required: true, translated: true },
  { path: 'widget.short_description', type: 'text', required: true, translated: true },
  { path: 'widget.code', type: 'text' },
  { path: 'widget.secret_key', type: 'text' },
  { path: 'widget.version', type: 'text' },
  { path: 'widget.interface_version', type: 'number' },
  { path: 'widget.init_once', type: 'flag' },
  { path: 'widget.locale', type: 'texts', required: true },
  { path: 'widget.installation', type: 'flag', required: true },
  { path: 'widget.is_showcase', type: 'flag' },
  { path: 'widget.support', type: 'object', required: true },
  { path: 'widget.support.link', type: 'text' },
  { path: 'widget.support.email', type: 'text' },
  { path: 'locations', type: 'texts' },
  { path: 'tour', type: 'object', required: true },
  { path: 'tour.is_tour', type: 'flag', required: true },
  { path: 'tour.tour_images', type: 'object', required: true },
  { path: 'tour.tour_description', type: 'text', required: true, translated: true },
  { path: 'settings', type: 'object' },
  { path: 'dp', type: 'object' },
  { path: 'dp.settings', type: 'object' },
  { path: 'dp.action_multiple', type: 'flag' },
  { path: 'dp.webhook_url', type: 'text' },
  { path: 'dp.title', type: 'text', translated: true },
  { path: 'advanced', type: 'object' },
  { path: 'advanced.title', type: 'text', translated: true },
  { path: 'salesbot_designer', type: 'object' },
  { path: 'sms', type: 'object' },
  { path: 'sms.endpoint', type: 'text' },
  { path: 'mobile', type: 'object' },
  { path: 'mobile.frame_url', type: 'text' },
  { path: 'mobile.color', type: 'text' },
  { path: 'amoforms_settings', type: 'object' },
  { path: 'amoforms_settings.title', type: 'text', translated: true },
  { path: 'amoforms_settings.error_text', type: 'text', translated: true },
  { path: 'left_menu', type: 'object' },
];

const keysOf = (manifest: unknown, path: string): string[] =>
  Object.keys(asObject(valueAt(manifest, path)) ?? {});

/** All fields that this manifest may have: the fixed ones, and those under names of the author's choice. */
export function manifestFields(manifest: unknown): Field[] {
  const settings = ['settings', 'dp.settings'].flatMap((block) =>
    keysOf(manifest, block).flatMap((code): Field[] => [
      { path: `${block}.${code}`, type: 'object', required: true },
      { path: `${block}.${code}.name`, type: 'text', required: true, translated: true },
      { path: `${block}.${code}.type`, type: 'text', required: true },
      { path: `${block}.${code}.required`, type: 'flag' },
    ]),
  );
  const handlers = keysOf(manifest, 'salesbot_designer').flatMap((code): Field[] => [
    { path: `salesbot_designer.${code}.name`, type: 'text', required: true, translated: true },
    ...keysOf(manifest, `salesbot_designer.${code}.settings`).map((field): Field => ({
      path: `salesbot_designer.${code}.settings.${field}.name`,
      type: 'text',
      required: true,
      translated: true,
    })),
  ]);
  const menu = keysOf(manifest, 'left_menu').map((code): Field => ({
    path: `left_menu.${code}.title`,
    type: 'text',
    translated: true,
  }));
  return [...plain, ...settings, ...handlers, ...menu];
}

const tests: Readonly<Record<FieldType, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  number: (value) => Number.isInteger(value),
  flag: (value) => typeof value === 'boolean',
  object: (value) => asObject(value) !== undefined,
  texts: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
};

export const fits = (value: unknown, type: FieldType): boolean => tests[type](value);
