const token = "[A-Za-z0-9\\-.!%*_+`'~]+";
const quoted = '"(?:[^"\\\\]|\\\\.)*"';

/** The items of a list, at commas that stand outside quotes and angle brackets; undefined where these do not close. */
export function listItems(value: string): string[] | undefined {
  const items: string[] = [];
  let [start, inQuotes, inBrackets] = [0, false, false];
  for (let at = 0; at < value.length; at += 1) {
    const sign = value[at];
    if (inQuotes) {
      if (sign === '\\') at += 1;
      else if (sign === '"') inQuotes = false;
    } else if (sign === '"') inQuotes = !inBrackets;
    else if (sign === '<') {
      if (inBrackets) return undefined;
      inBrackets = true;
    } else if (sign === '>') inBrackets = false;
    else if (sign === ',' && !inBrackets) {
      items.push(value.slice(start, at).trim());
      start = at + 1;
    }
  }
  if (inQuotes || inBrackets) return undefined;
  items.push(value.slice(start).trim());
  return items.includes('') ? undefined : items;
}

const parameter = new RegExp(`^\\s*;\\s*(${token})(?:\\s*=\\s*(${quoted}|[^\\s;,"<>]+))?\\s*`);

/** `;tag=1;lr` by lower-case name; one without a value is ''. Undefined where something else stands between. */
export function parameters(text: string): ReadonlyMap<string, string> | undefined {
  const found = new Map<string, string>();
  let rest = text.trim();
  while (rest !== '') {
    const [all = '', name, value = ''] = parameter.exec(rest) ?? [];
    if (name === undefined) return undefined;
    found.set(name.toLowerCase(), value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value);
    rest = rest.slice(all.length);
  }
  return found;
}
