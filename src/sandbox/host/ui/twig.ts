import Twig, { type Template } from 'twigjs';
import button from '../templates/button.twig';
import cancelButton from '../templates/cancel_button.twig';
import checkbox from '../templates/checkbox.twig';
import checkboxesDropdown from '../templates/checkboxes_dropdown.twig';
import dateField from '../templates/date_field.twig';
import deleteButton from '../templates/delete_button.twig';
import error from '../templates/error.twig';
import file from '../templates/file.twig';
import inboxMessage from '../templates/inbox_message.twig';
import input from '../templates/input.twig';
import multiselect from '../templates/multiselect.twig';
import noteWrapper from '../templates/note_wrapper.twig';
import radio from '../templates/radio.twig';
import select from '../templates/select.twig';
import success from '../templates/success.twig';
import suggest from '../templates/suggest.twig';
import textarea from '../templates/textarea.twig';

const controls: Record<string, string> = {
  button,
  cancel_button: cancelButton,
  checkbox,
  checkboxes_dropdown: checkboxesDropdown,
  date_field: dateField,
  delete_button: deleteButton,
  file,
  input,
  multiselect,
  radio,
  select,
  suggest,
  textarea,
};
const sources: Record<string, string> = {
  ...Object.fromEntries(
    Object.entries(controls).map(([name, source]) => [`/tmpl/controls/${name}.twig`, source]),
  ),
  '/tmpl/cards/notes/wrapper.twig': noteWrapper,
  '/tmpl/common/modal/error.twig': error,
  '/tmpl/common/modal/success.twig': success,
  '/tmpl/inbox/message.twig': inboxMessage,
};
const compiled = new Map<string, Template>();

export const compile = (data: string): Template => Twig.twig({ data });

/** A template of the page itself; throws on a name that it does not have. */
export function systemTemplate(ref: string): Template {
  const known = compiled.get(ref);
  if (known !== undefined) return known;
  const source = sources[ref];
  if (source === undefined)
    throw new Error(`no system template "${ref}"; there are: ${Object.keys(sources).join(', ')}`);
  const template = compile(source);
  compiled.set(ref, template);
  return template;
}

/** `include_control('button', {...})` in any template of a widget. */
export function defineTwigFunctions(): void {
  Twig.extendFunction('include_control', (name: string, params: object) =>
    systemTemplate(`/tmpl/controls/${name}.twig`).render(params),
  );
}
