// Names and texts come from strangers' archives: they must not move the terminal's cursor or fill the screen.
// eslint's no-control-regex would rather not see the range spelled as a literal.
const unprintable = new RegExp(
  '[\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]',
  'g',
);

/** A text made safe for one line of output. */
export const printable = (text: string): string =>
  text.replace(unprintable, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A piece of the widget's own text, in quotation marks, at most 60 characters of it. */
export function quote(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return `“${printable(short)}”`;
}
