import { listItems, parameters } from './header-parts';

/** One value of From, To, Contact, Route and their kind. */
export interface NameAddr {
  readonly uri: string;
  readonly params: ReadonlyMap<string, string>;
}

// Between two words there must be a blank: a run that could be split anywhere would be tried split everywhere.
const named =
  /^(?:"(?:[^"\\]|\\.)*"\s*|(?:[A-Za-z0-9\-.!%*_+`'~]+(?:\s+[A-Za-z0-9\-.!%*_+`'~]+)*\s*)?)<([^<>\s"]+)>(.*)$/s;
const bare = /^([^\s<>",;?]+)(.*)$/s;
const absolute = /^[A-Za-z][A-Za-z0-9+.-]*:\S/;

/** Undefined where the grammar is broken: an open quote, blanks in the address, a comma in a bare name… */
export function parseNameAddr(text: string): NameAddr | undefined {
  const [, uri, rest = ''] = named.exec(text) ?? bare.exec(text) ?? [];
  if (uri === undefined || !absolute.test(uri)) return undefined;
  const params = parameters(rest);
  return params && { uri, params };
}

/** All values of all lines of one header; undefined where any is broken. */
export function parseNameAddrs(lines: readonly string[]): NameAddr[] | undefined {
  const all: NameAddr[] = [];
  for (const line of lines)
    for (const item of listItems(line) ?? ['']) {
      const one = parseNameAddr(item);
      if (one === undefined) return undefined;
      all.push(one);
    }
  return all;
}
