import { createHash, randomBytes } from 'node:crypto';

export const word = (): string => randomBytes(6).toString('hex');
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
export const tagIn = (value: string): string => /;tag=([^;>]+)/.exec(value)?.[1] ?? '';
export const uriIn = (value: string): string => /<([^>]+)>/.exec(value)?.[1] ?? value;

/** The answer to a challenge for MD5 with `qop=auth`. */
export function credentials(
  challenge: string,
  by: { user: string; password: string; method: string; uri: string },
): string {
  const { user, password, method, uri } = by;
  const said = (name: string): string => new RegExp(`${name}="?([^",]+)`).exec(challenge)?.[1] ?? '';
  const [realm, nonce, opaque, cnonce] = [said('realm'), said('nonce'), said('opaque'), word()];
  const [one, two] = [md5(`${user}:${realm}:${password}`), md5(`${method}:${uri}`)];
  const response = md5(`${one}:${nonce}:00000001:${cnonce}:auth:${two}`);
  return `Digest username="${user}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}", algorithm=MD5, cnonce="${cnonce}", opaque="${opaque}", qop=auth, nc=00000001`;
}

/** An offer or answer of one telephone line; what is said on it nobody sends. */
export const silence = (address: string, direction: string): string =>
  ['v=0', `o=- 1 ${Date.now()} IN IP4 ${address}`, 's=-', `c=IN IP4 ${address}`, 't=0 0']
    .concat(['m=audio 9 RTP/AVP 8', 'a=rtpmap:8 PCMA/8000', `a=${direction}`, ''])
    .join('\r\n');
