import { createHmac } from 'node:crypto';

/**
 * What a server that shares `secret` takes for `name` until `until` (seconds since 1970), and not after: Kamailio by its
 * module auth_ephemeral, TURN servers by their REST credentials.
 */
export function shortLived(
  secret: string,
  name: string,
  until: number,
): { readonly username: string; readonly password: string } {
  const username = `${until}:${name}`;
  return { username, password: createHmac('sha1', secret).update(username).digest('base64') };
}
