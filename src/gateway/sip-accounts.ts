import type { SipAccount } from '../protocol/agent-socket';
import { shortLived } from './short-lived';
import { readIceServers, readSipHours, readSipSecret, type IceServer } from './sip-secret';

/** How agents' browsers sign in at the PBX. */
export interface SipConfig {
  readonly url: string;
  readonly domain: string;
  readonly iceServers: readonly IceServer[];
  readonly dtmf: 'rtp' | 'info';
  /** Extension -> password that stands; or what makes one for every extension, for some hours. */
  readonly passwords: ReadonlyMap<string, string> | { readonly secret: string };
  /** Seconds that what is made of a secret lives. */
  readonly lifetime: number;
  /** Extensions that have a phone on the desk as well. */
  readonly deskPhones: ReadonlySet<string>;
}

const local = ['localhost', '127.0.0.1', '[::1]'];

function jsonFrom(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function passwordsFrom(text: string): ReadonlyMap<string, string> | undefined {
  const given = jsonFrom(text);
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
  const pairs = Object.entries(given).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1] !== '',
  );
  return pairs.length === Object.keys(given).length ? new Map(pairs) : undefined;
}

const isSocket = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'wss:' || (protocol === 'ws:' && local.includes(hostname));
};

/** Reads `SIP_*`; none of them set: no phones in browsers. `fault(name, what is wrong, cure)`. */
export function readSipConfig(
  env: Readonly<Record<string, string | undefined>>,
  fault: (name: string, wrong: string, cure: string) => void,
): SipConfig | undefined {
  const given = (name: string): string => env[name]?.trim() ?? '';
  const names = [
    ...['SIP_URL', 'SIP_DOMAIN', 'SIP_CREDENTIALS', 'SIP_ICE_SERVERS', 'SIP_DTMF'],
    ...['SIP_DESK_PHONES', 'SIP_SECRET', 'SIP_SECRET_HOURS'],
  ];
  if (names.every((name) => given(name) === '')) return undefined;

  const [url, domain] = [given('SIP_URL'), given('SIP_DOMAIN')];
  if (!isSocket(url))
    fault(
      'SIP_URL',
      'is not the address of a SIP server over WebSocket',
      'give wss://pbx.example.com:7443 (ws:// is accepted for localhost alone), or leave all SIP_… out',
    );
  if (!/^[A-Za-z0-9.-]+$/.test(domain))
    fault(
      'SIP_DOMAIN',
      'is not a host name',
      "give the domain of the agents' SIP addresses, pbx.example.com",
    );
  const secret = readSipSecret(given, fault);
  const passwords = secret === undefined ? passwordsFrom(given('SIP_CREDENTIALS')) : undefined;
  if (passwords === undefined && secret === undefined)
    fault(
      'SIP_CREDENTIALS',
      'is not a JSON object of texts',
      'give the password of each internal number, {"101": "…", "102": "…"}, or SIP_SECRET in its place',
    );
  const servers = given('SIP_ICE_SERVERS');
  const iceServers = servers === '' ? [] : readIceServers(jsonFrom(servers));
  if (iceServers === undefined)
    fault(
      'SIP_ICE_SERVERS',
      'is not a list of STUN and TURN servers',
      'give JSON such as [{"urls": "turn:turn.example.com", "username": "…", "credential": "…"}], or "secret" in the place of the two',
    );
  const hasSecret = secret !== undefined || iceServers?.some((server) => server.secret !== undefined);
  const lifetime = readSipHours(given, hasSecret === true, fault);
  const dtmf = given('SIP_DTMF');
  if (dtmf !== '' && dtmf !== 'rtp' && dtmf !== 'info')
    fault(
      'SIP_DTMF',
      'is no way in which a PBX hears keys',
      'give rtp (RFC 4733, within the sound) or info (SIP INFO, application/dtmf-relay), or leave it out',
    );
  const deskPhones = new Set(
    given('SIP_DESK_PHONES')
      .split(/[\s,]+/)
      .filter(Boolean),
  );
  const unknown = [...deskPhones].find((extension) => passwords?.has(extension) === false);
  if (unknown !== undefined)
    fault(
      'SIP_DESK_PHONES',
      `names ${unknown}, who has no phone in the browser`,
      'give those internal numbers of SIP_CREDENTIALS that have a phone on the desk too, 101, 102',
    );
  if (deskPhones.size > 0 && given('PBX_CONTROL_URL') === '' && given('ASTERISK_AMI') === '')
    fault(
      'SIP_DESK_PHONES',
      'is of no use without PBX_CONTROL_URL or ASTERISK_AMI',
      'give the one by which the PBX is told to ring them, or leave it out',
    );
  const signsIn = secret === undefined ? passwords : { secret };
  if (signsIn === undefined || iceServers === undefined) return undefined;
  return {
    ...{ url, domain, iceServers, lifetime, deskPhones },
    ...{ dtmf: dtmf === 'info' ? 'info' : 'rtp', passwords: signsIn },
  };
}

/** No other may stand in what is signed: a colon would end the name early. */
const isSigned = /^[\w.+*#-]+$/;

/** The account of one extension, as of now; null where it has none. `now`: ms since 1970. */
export const sipAccounts =
  (sip: SipConfig | undefined, now: () => number) =>
  (extension: string): SipAccount | null => {
    if (sip === undefined) return null;
    const { url, domain, iceServers, dtmf, deskPhones, passwords } = sip;
    const until = Math.floor(now() / 1000) + sip.lifetime;
    const credentials = (): { readonly username: string; readonly password: string } | undefined => {
      if ('secret' in passwords)
        return isSigned.test(extension) ? shortLived(passwords.secret, extension, until) : undefined;
      const password = passwords.get(extension);
      return password === undefined ? undefined : { username: extension, password };
    };
    const own = credentials();
    if (own === undefined) return null;
    return {
      ...{ url, uri: `sip:${extension}@${domain}`, ...own },
      ice_servers: iceServers.map(({ secret, ...server }) => {
        if (secret === undefined) return server;
        const { username, password } = shortLived(secret, extension, until);
        return { ...server, username, credential: password };
      }),
      ...(dtmf === 'info' && { dtmf }),
      ...(deskPhones.has(extension) && { desk_phone: true }),
    };
  };
