import type { Rule } from './rule';
import { archiveFileRules } from './rules/archive-files';
import { cssRules } from './rules/css';
import { hostControlRules } from './rules/host-controls';
import { imageRules } from './rules/images';
import { jsCommentRules } from './rules/js-comments';
import { jsConsoleRules } from './rules/js-console';
import { jsDefineRules } from './rules/js-define';
import { jsDialogRules } from './rules/js-dialogs';
import { jsEvalRules } from './rules/js-eval';
import { jsForeignCodeRules } from './rules/js-foreign-code';
import { jsGlobalRules } from './rules/js-globals';
import { jsRequestRules } from './rules/js-requests';
import { jsSyntaxRules } from './rules/js-syntax';
import { jsonFileRules } from './rules/json-files';
import { localeFileRules } from './rules/locale-files';
import { locationRules } from './rules/locations';
import { manifestShapeRules } from './rules/manifest-shape';
import { manifestWidgetRules } from './rules/manifest-widget';
import { readingRules } from './rules/reading';
import { settingRules } from './rules/settings';
import { textFileRules } from './rules/text-files';
import { tourRules } from './rules/tour';
import { twigRules } from './rules/twig';

/** The rules as the documentation shows them. */
export const ruleGroups: readonly { readonly title: string; readonly rules: readonly Rule[] }[] = [
  { title: 'The archive', rules: [...readingRules, ...archiveFileRules] },
  { title: 'Text and JSON files', rules: [...textFileRules, ...jsonFileRules] },
  { title: 'Languages', rules: localeFileRules },
  {
    title: 'The manifest',
    rules: [...manifestShapeRules, ...manifestWidgetRules, ...tourRules, ...settingRules, ...locationRules],
  },
  { title: 'Pictures', rules: imageRules },
  {
    title: 'Scripts',
    rules: [
      ...jsSyntaxRules,
      ...jsDefineRules,
      ...jsDialogRules,
      ...jsEvalRules,
      ...jsConsoleRules,
      ...jsRequestRules,
      ...jsForeignCodeRules,
      ...jsGlobalRules,
      ...jsCommentRules,
      ...hostControlRules,
    ],
  },
  { title: 'Styles', rules: cssRules },
  { title: 'Templates', rules: twigRules },
];

export const allRules: readonly Rule[] = ruleGroups.flatMap(({ rules }) => rules);
