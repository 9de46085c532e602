import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** As long as a code of the CRM lives, ms. */
const life = 20 * 60_000;

/**
 * `state` of an installation: signed, good for twenty minutes, and only in the browser that began it, whose cookie has
 * the same secret. Nothing is kept here.
 */
export function installStates(clientSecret: string, now: () => number) {
  const key = Buffer.from(hkdfSync('sha256', clientSecret, '', 'install state 1', 32));
  const sign = (nonce: string, until: string): Buffer =>
    createHmac('sha256', key).update(`${nonce}.${until}`).digest();

  return {
    begin(): { readonly state: string; readonly nonce: string } {
      const nonce = randomBytes(16).toString('hex');
      const until = (now() + life).toString(36);
      const mark = sign(nonce, until).toString('base64url');
      return { state: `${until}.${mark}`, nonce };
    },
    isGood(state: string, nonce: string): boolean {
      const [until = '', mark = ''] = state.split('.');
      const [given, expected] = [Buffer.from(mark, 'base64url'), sign(nonce, until)];
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
      return Number.parseInt(until, 36) > now();
    },
  };
}
