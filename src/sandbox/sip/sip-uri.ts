export interface SipUri {
  /** Unescaped; '' where there is none. */
  readonly user: string;
  /** Lower-case host, with the port if one is named: what a phone's Contact and Via are known by. */
  readonly place: string;
  readonly host: string;
  /** `?Route=…`: allowed in Contact and Refer-To, never in the start line. */
  readonly hasHeaders: boolean;
}

const user = "(?:[A-Za-z0-9\\-_.!~*'()&=+$,;?/]|%[0-9A-Fa-f]{2})+";
const host = '(?:[A-Za-z0-9.\\-]+|\\[[0-9A-Fa-f:.]+\\])';
const shape = new RegExp(
  `^sips?:(?:(${user})(?::[^@<>"\\s]*)?@)?(${host})(?::(\\d{1,5}))?((?:;[^;?<>"\\s]+)*)(\\?\\S*)?$`,
  'i',
);

const unescaped = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Undefined for what is no `sip:` address. */
export function parseSipUri(text: string): SipUri | undefined {
  const found = shape.exec(text);
  const named = found?.[2];
  if (named === undefined) return undefined;
  const at = named.toLowerCase();
  const port = found?.[3];
  return {
    user: unescaped(found?.[1] ?? ''),
    host: at,
    place: port === undefined ? at : `${at}:${port}`,
    hasHeaders: found?.[5] !== undefined,
  };
}
