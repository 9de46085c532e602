import type { SipAccount } from '../protocol/agent-socket';
import { parseIceServers } from '../protocol/parse-sip-account';

/** A STUN or TURN server; with `secret` each agent gets a short-lived user name and credential for it. */
export type IceServer = SipAccount['ice_servers'][number] & { readonly secret?: string };

type Fault = (name: string, wrong: string, cure: string) => void;

const least = 16;
/** A session lives an hour; what it has brought must outlive it. */
const shortest = 2;
const longest = 720;
const usual = 12;

/** `SIP_SECRET`, in the place of `SIP_CREDENTIALS`; undefined where it is not set. */
export function readSipSecret(given: (name: string) => string, fault: Fault): string | undefined {
  const secret = given('SIP_SECRET');
  if (secret === '') return undefined;
  if (secret.length < least)
    fault(
      'SIP_SECRET',
      `is shorter than ${least} characters`,
      `give at least ${least} random characters, the same ones to the SIP server`,
    );
  if (given('SIP_CREDENTIALS') !== '')
    fault(
      'SIP_SECRET',
      'is set beside SIP_CREDENTIALS',
      'give one of the two: passwords that stand, or the secret by which they are made for some hours',
    );
  return secret;
}

/** Seconds that short-lived credentials live. */
export function readSipHours(given: (name: string) => string, isOfUse: boolean, fault: Fault): number {
  const text = given('SIP_SECRET_HOURS');
  const hours = text === '' ? usual : Number(text);
  if (!/^(\d+(\.\d+)?)?$/.test(text) || hours < shortest || hours > longest)
    fault(
      'SIP_SECRET_HOURS',
      `is not a number from ${shortest} to ${longest}`,
      `give hours, or leave it out: ${usual}`,
    );
  else if (text !== '' && !isOfUse)
    fault(
      'SIP_SECRET_HOURS',
      'is of no use without a secret',
      'give SIP_SECRET, or a server of SIP_ICE_SERVERS its "secret", or leave it out',
    );
  return Math.round(hours * 3600);
}

const secretOf = (raw: unknown): unknown =>
  typeof raw === 'object' && raw !== null ? (raw as { readonly secret?: unknown }).secret : undefined;

/** Undefined where one of them is no server, or has no secret of use. */
export function readIceServers(raw: unknown): readonly IceServer[] | undefined {
  const servers = parseIceServers(raw);
  if (servers === undefined || !Array.isArray(raw)) return undefined;
  const secrets = raw.map(secretOf);
  const isOfUse = (secret: unknown, index: number): secret is string | undefined =>
    secret === undefined ||
    (typeof secret === 'string' && secret !== '' && servers[index]?.credential === undefined);
  if (!secrets.every(isOfUse)) return undefined;
  return servers.map((server, index) => {
    const secret = secrets[index];
    return secret === undefined ? server : { ...server, secret };
  });
}
