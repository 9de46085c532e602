import type { Archive } from '../../src/check-widget/archive';
import type { Change, Json } from './minimal-widget';
import { archiveOf, filesWith } from './minimal-widget';

/** A widget with one thing wrong, and the one rule that must say so. */
export type BrokenWidget = readonly [what: string, code: string, make: () => Archive];

type Edit = (content: Json) => void;

export const widget = (change: Change) => (): Archive => archiveOf(filesWith(change));
export const manifest = (edit: Edit) => widget({ 'manifest.json': edit });
export const english = (edit: Edit) => widget({ 'i18n/en.json': edit });
export const both = (edit: Edit, manifestEdit: Edit) =>
  widget({ 'i18n/en.json': edit, 'i18n/ru.json': edit, 'manifest.json': manifestEdit });
