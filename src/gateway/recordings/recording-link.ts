import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

export interface LinkParts {
  readonly publicUrl: URL;
  /** Of the integration: whoever takes a new one makes all older links worthless. */
  readonly clientSecret: string;
  readonly accountId: number;
  /** Links say whose they are: the gateway has more than the account of its environment. */
  readonly named?: boolean;
}

/** Links of one call that are given out within an hour are the same: a player need not load it twice. */
const step = 3600;

function signer({ clientSecret, accountId }: LinkParts): (callId: string, exp: number) => Buffer {
  const key = Buffer.from(hkdfSync('sha256', clientSecret, String(accountId), 'recording link 1', 32));
  return (callId, exp) => createHmac('sha256', key).update(`${accountId}\n${exp}\n${callId}`).digest();
}

/** Makes links to a call's recording that open it for `lifeSeconds`, rounded up to the full hour. `now` in ms. */
export function recordingLinks(parts: LinkParts, now: () => number) {
  const sign = signer(parts);
  return (callId: string, lifeSeconds: number): string => {
    const exp = Math.ceil((now() / 1000 + lifeSeconds) / step) * step;
    const url = new URL(`/v1/recordings/${encodeURIComponent(callId)}`, parts.publicUrl);
    url.searchParams.set('exp', String(exp));
    url.searchParams.set('sig', sign(callId, exp).toString('hex'));
    if (parts.named === true) url.searchParams.set('account', String(parts.accountId));
    return url.href;
  };
}

export type RecordingLinks = ReturnType<typeof recordingLinks>;

/** Says whether `exp` and `sig` of a link are ours for this call. Takes the same time for every wrong signature. */
export function recordingLinkCheck(parts: LinkParts, now: () => number) {
  const sign = signer(parts);
  return (callId: string, exp: unknown, sig: unknown): 'good' | 'expired' | 'forged' => {
    if (typeof exp !== 'string' || !/^\d{1,12}$/.test(exp)) return 'forged';
    if (typeof sig !== 'string' || !/^[0-9a-f]{64}$/.test(sig)) return 'forged';
    if (!timingSafeEqual(sign(callId, Number(exp)), Buffer.from(sig, 'hex'))) return 'forged';
    return Number(exp) * 1000 > now() ? 'good' : 'expired';
  };
}
