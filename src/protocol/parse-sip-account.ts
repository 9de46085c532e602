import type { SipAccount } from './agent-socket';

type Fields = Readonly<Record<string, unknown>>;
type IceServer = SipAccount['ice_servers'][number];

const fieldsOf = (raw: unknown): Fields => (typeof raw === 'object' && raw !== null ? (raw as Fields) : {});
const filled = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isIceUrl = (value: unknown): value is string =>
  typeof value === 'string' && /^(stuns?|turns?):\S+$/i.test(value);

function parseIceServer(raw: unknown): IceServer | undefined {
  const { urls, username, credential } = fieldsOf(raw);
  const list: unknown[] = Array.isArray(urls) ? urls : [urls];
  if (list.length === 0 || !list.every(isIceUrl)) return undefined;
  return {
    urls: list,
    ...(filled(username) && { username }),
    ...(filled(credential) && { credential }),
  };
}

/** Undefined where one of them is no STUN or TURN server: with a broken list no call could be made at all. */
export function parseIceServers(raw: unknown): readonly IceServer[] | undefined {
  if (!Array.isArray(raw)) return undefined;
  const servers = raw.map(parseIceServer).filter((server) => server !== undefined);
  return servers.length === raw.length ? servers : undefined;
}

/** Null for whatever a phone could not sign in with. */
export function parseSipAccount(raw: unknown): SipAccount | null {
  const { url, uri, username, password, ice_servers, dtmf, desk_phone } = fieldsOf(raw);
  const servers = parseIceServers(ice_servers ?? []);
  if (!filled(url) || !/^wss?:\/\/[^\s]+$/i.test(url) || servers === undefined) return null;
  if (!filled(uri) || !/^sips?:[^\s@<>]+@[^\s<>]+$/i.test(uri)) return null;
  if (!filled(username) || !filled(password)) return null;
  return {
    ...{ url, uri, username, password, ice_servers: servers },
    ...(dtmf === 'info' && { dtmf }),
    ...(desk_phone === true && { desk_phone }),
  };
}
