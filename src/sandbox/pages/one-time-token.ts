import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Crm, User, Widget } from '../crm/model';

const lifetime = 30 * 60;

/** The token that a widget's server gets as `X-Auth-Token`: HS256 with the integration's secret. */
export function oneTimeToken(
  crm: Crm,
  crmUrl: string,
  widget: Widget,
  user: User,
  now: number,
): Promise<string> {
  return new SignJWT({
    account_id: crm.account.id,
    user_id: user.id,
    subdomain: crm.account.subdomain,
    client_uuid: widget.client_uuid,
    is_admin: user.is_admin,
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(crmUrl)
    .setAudience(new URL(widget.redirect_uri).origin)
    .setJti(randomUUID())
    .setIssuedAt(now)
    .setNotBefore(now)
    .setExpirationTime(now + lifetime)
    .sign(new TextEncoder().encode(widget.client_secret));
}
