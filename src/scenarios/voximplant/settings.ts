/** Secrets of the Voximplant application that the scenarios read; docs/voximplant.md tells each. */
export interface Settings {
  /** Without a "/" at the end; empty: there is no gateway, the default targets ring. */
  readonly gateway: string;
  readonly key: string;
  readonly defaultTargets: string;
  /** User name for an extension, with "{extension}" in it; empty: agents have no browser phones. */
  readonly browserPhones: string;
  /** SIP address for an extension, with "{extension}" in it; empty: agents have no desk phones. */
  readonly deskPhones: string;
  /** Phones of extensions that the two patterns do not fit: "user:anna", "sip:7@pbx.example.com", "+79990000000". */
  readonly phones: ReadonlyMap<string, readonly string[]>;
  /** The number that outside calls come from; empty: the caller's own. */
  readonly callerId: string;
  readonly isRecording: boolean;
}

const off = /^(no|off|false|0)$/i;

function readPhones(text: string, fault: (line: string) => void): Settings['phones'] {
  if (text === '') return new Map();
  try {
    const entries = Object.entries(JSON.parse(text) as Record<string, unknown>);
    return new Map(
      entries.map(([extension, phones]) => [
        extension,
        (Array.isArray(phones) ? phones : [phones]).map(String),
      ]),
    );
  } catch {
    fault('PHONES is no JSON such as {"101":["user:anna","sip:101@pbx.example.com"]}: it is left out');
    return new Map();
  }
}

/** Never throws: a call must ring somewhere, whatever is wrong with the settings. Faults go to the session's log. */
export function readSettings(
  secret: (name: string) => string | undefined,
  fault: (line: string) => void,
): Settings {
  const read = (name: string, otherwise = ''): string => {
    const value = secret(name)?.trim() ?? otherwise;
    return off.test(value) ? '' : value;
  };
  const needed = (name: string, why: string): string => {
    const value = read(name);
    if (value === '') fault(`the application has no secret ${name}: ${why}`);
    return value;
  };
  return {
    gateway: needed('GATEWAY_URL', 'no call is routed by the CRM or reported').replace(/\/+$/, ''),
    key: needed('PBX_KEY', 'the gateway will refuse what is sent to it'),
    defaultTargets: needed('DEFAULT_TARGETS', 'nobody rings while the gateway is silent'),
    browserPhones: read('BROWSER_PHONES', '{extension}'),
    deskPhones: read('DESK_PHONES'),
    phones: readPhones(read('PHONES'), fault),
    callerId: read('CALLER_ID'),
    isRecording: read('RECORD', 'yes') !== '',
  };
}
