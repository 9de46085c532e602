/** A part of a file by its first and last byte, both included. */
export interface Part {
  readonly first: number;
  readonly last: number;
}

export type Wanted = 'whole' | 'unsatisfiable' | Part;

/** Above it sums are not exact any more; no recording comes near. */
const mostDigits = 15;

type Spec = readonly [first: string, last: string];

/** Undefined: no ranges in bytes are asked for. An empty list: asked for, but not to be understood. */
function specsOf(header: string): readonly Spec[] | undefined {
  if (!/^bytes=./i.test(header)) return undefined;
  const specs: Spec[] = [];
  for (const text of header.slice('bytes='.length).split(',')) {
    const [matched, first = '', last = ''] = /^ *(\d*) *- *(\d*) *$/.exec(text) ?? [];
    if (matched === undefined || first + last === '') return [];
    if (first.length > mostDigits || last.length > mostDigits) return [];
    specs.push([first, last]);
  }
  return specs;
}

function partOf([first, last]: Spec, size: number): Part | undefined {
  const part =
    first === ''
      ? { first: Math.max(0, size - Number(last)), last: size - 1 }
      : { first: Number(first), last: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
  return part.first <= part.last ? part : undefined;
}

/**
 * What the header `Range` asks of a file of `size` bytes. Judges as nginx does, with one difference: several
 * satisfiable ranges at once get the whole file (RFC 9110 allows it; players never ask for them).
 */
export function wantedRange(header: string | undefined, size: number): Wanted {
  const specs = header === undefined ? undefined : specsOf(header);
  if (specs === undefined) return 'whole';
  const parts = specs.map((spec) => partOf(spec, size)).filter((part) => part !== undefined);
  const [part] = parts;
  if (part === undefined) return 'unsatisfiable';
  return parts.length === 1 ? part : 'whole';
}

/** The same range as another server shall be asked for it; undefined: only the size will tell what is wanted. */
export function rangeToForward(header: string | undefined): string | undefined {
  const specs = header === undefined ? undefined : specsOf(header);
  const [only, ...others] = specs ?? [];
  if (only === undefined || others.length > 0) return undefined;
  const [first, last] = only;
  if (first === '' ? Number(last) === 0 : last !== '' && Number(last) < Number(first)) return undefined;
  return `bytes=${first}-${last}`;
}

/** Reads `Content-Range: bytes 0-99/1000`. */
export function contentRange(header: string | undefined): (Part & { readonly size: number }) | undefined {
  const [, first, last, size] = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/i.exec(header?.trim() ?? '') ?? [];
  if (first === undefined) return undefined;
  return { first: Number(first), last: Number(last), size: Number(size) };
}
