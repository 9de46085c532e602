/** One entry of RECORDING_HOSTS. */
interface HostRule {
  /** Host name in lower case, or for `suffix` what it ends with, from the dot on. */
  readonly name: string;
  /** Empty: any port. */
  readonly port: string;
  readonly suffix: boolean;
}

export interface RecordingHosts {
  /**
   * `named`: listed by its full name, wherever that leads, our own network included. `suffix`: one of a family whose
   * names somebody else may give out, so that a private address must not be behind it. Undefined: not allowed.
   */
  ruleFor(url: URL): 'named' | 'suffix' | undefined;
}

const label = '[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?';
const entry = new RegExp(`^(\\*\\.)?((?:${label}\\.)*${label}|\\[[0-9a-f:.]+\\])(?::(\\d{1,5}))?$`);

const usualPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/** Reads RECORDING_HOSTS: host names, `*.suffix` or `host:port`, with commas or spaces between. `faults` names what is no host. */
export function readRecordingHosts(text: string): {
  readonly hosts: RecordingHosts;
  readonly faults: readonly string[];
} {
  const faults: string[] = [];
  const rules: HostRule[] = [];
  for (const word of text.split(/[\s,]+/).filter((part) => part !== '')) {
    const [, star, name = '', port = ''] = entry.exec(word.toLowerCase()) ?? [];
    // "*.com" and "*.1" would open half the world.
    if (name === '' || (star !== undefined && (name.startsWith('[') || /^[\d.]+$/.test(name))))
      faults.push(word);
    else if (star !== undefined && !name.includes('.') && !['test', 'example', 'localhost'].includes(name))
      faults.push(word);
    else rules.push({ name: star === undefined ? name : `.${name}`, port, suffix: star !== undefined });
  }

  const matches = ({ name, port, suffix }: HostRule, url: URL): boolean => {
    const host = url.hostname.replace(/\.$/, '');
    if (port !== '' && port !== (url.port === '' ? usualPorts[url.protocol] : url.port)) return false;
    return suffix ? host.endsWith(name) : host === name;
  };

  return {
    faults,
    hosts: {
      ruleFor(url) {
        if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
        const found = rules.filter((rule) => matches(rule, url));
        if (found.length === 0) return undefined;
        return found.some(({ suffix }) => !suffix) ? 'named' : 'suffix';
      },
    },
  };
}
