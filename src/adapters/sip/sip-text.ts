/** A SIP message as far as it can be read without believing it. */
export interface SipText {
  readonly startLine: string;
  /** In order, names in lower case and in full, values unfolded. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

const fullNames: Readonly<Record<string, string>> = {
  v: 'via',
  f: 'from',
  t: 'to',
  i: 'call-id',
  m: 'contact',
  l: 'content-length',
  c: 'content-type',
  k: 'supported',
};

export function readSip(text: string): SipText | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const [startLine = '', ...lines] = text
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map((line): readonly [string, string] => {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    return [fullNames[name] ?? name, line.slice(colon + 1).trim()];
  });
  return { startLine, headers, body: text.slice(end + 4) };
}

export const valuesOf = ({ headers }: SipText, name: string): readonly string[] =>
  headers.filter(([known]) => known === name).map(([, value]) => value);

export const valueOf = (message: SipText, name: string): string | undefined => valuesOf(message, name)[0];

export const writeSip = ({ startLine, headers, body }: SipText): string =>
  `${startLine}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;

const phrases: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  405: 'Method Not Allowed',
  415: 'Unsupported Media Type',
  416: 'Unsupported URI Scheme',
  420: 'Bad Extension',
  505: 'Version Not Supported',
  513: 'Message Too Large',
};

/** Our own no to a request that the library must not see; undefined where the request cannot be answered at all. */
export function refusalOf(
  request: SipText,
  status: number,
  more: readonly string[] = [],
): string | undefined {
  const vias = valuesOf(request, 'via');
  const names = ['from', 'to', 'call-id', 'cseq'];
  const copied = names.map((name) => valueOf(request, name));
  if (vias.length === 0 || copied.some((value) => value === undefined || value === '')) return undefined;
  const lines = [
    `SIP/2.0 ${status} ${phrases[status] ?? 'Refused'}`,
    ...vias.map((via) => `via: ${via}`),
    ...names.map((name, index) => {
      const value = copied[index] ?? '';
      return `${name}: ${name === 'to' && !/;\s*tag=/i.test(value) ? `${value};tag=refused` : value}`;
    }),
    ...more,
    'content-length: 0',
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}
