import { listItems, parameters } from './header-parts';

export interface Via {
  /** Host, and port if one is named: where the answer goes. */
  readonly place: string;
  readonly branch: string;
  readonly text: string;
}

const shape =
  /^SIP\s*\/\s*2\.0\s*\/\s*[A-Za-z0-9\-.!%*_+`'~]+\s+([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])\s*(?::\s*(\d{1,5})\s*)?(;.*)?$/is;

function parseVia(text: string): Via | undefined {
  const [, host, port, rest = ''] = shape.exec(text) ?? [];
  const params = parameters(rest);
  if (host === undefined || params === undefined) return undefined;
  const place = host.toLowerCase() + (port === undefined ? '' : `:${port}`);
  return { place, branch: params.get('branch') ?? '', text };
}

/** From the last hop to the first; undefined where any is broken. */
export function parseVias(lines: readonly string[]): Via[] | undefined {
  const all: Via[] = [];
  for (const line of lines)
    for (const item of listItems(line) ?? ['']) {
      const one = parseVia(item);
      if (one === undefined) return undefined;
      all.push(one);
    }
  return all;
}
