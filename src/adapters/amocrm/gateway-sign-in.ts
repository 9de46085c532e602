import type { SignIn } from '../../ports/pbx';
import type { PhoneAccount } from '../../ports/phone';
import type { SipAccount } from '../../protocol/agent-socket';
import { parseSession } from '../../protocol/parse-call';
import type { WidgetHost } from './host';

const giveUpAfter = 10_000;

const phoneAccount = (account: SipAccount): PhoneAccount => {
  const { url, uri, username, password, ice_servers, dtmf, desk_phone } = account;
  return {
    ...{ url, uri, username, password, iceServers: ice_servers },
    ...(dtmf === 'info' && { tones: dtmf }),
    ...(desk_phone === true && { deskPhone: desk_phone }),
  };
};

/** `POST {gateway}/v1/session` with amoCRM's one-time token, which the host's `$authorizedAjax` adds. `whose.shown`: the user's internal number in our settings. */
export function gatewaySignIn(
  host: Pick<WidgetHost, '$authorizedAjax'>,
  gatewayUrl: string,
  whose: { readonly shown: string } | { readonly for: 'journal' },
): SignIn {
  const url = `${gatewayUrl}/v1/session?${new URLSearchParams({ ...whose }).toString()}`;
  return async () => {
    let body: unknown;
    try {
      body = await new Promise((resolve, reject) => {
        host
          .$authorizedAjax({ url, method: 'POST', dataType: 'json', timeout: giveUpAfter })
          .then(resolve, (reason: unknown) => reject(reason as Error));
      });
    } catch (reason) {
      // No OAuth integration: the host rejects with a string. Otherwise jQuery's xhr.
      const status =
        typeof reason === 'string' ? 401 : (reason as { readonly status?: unknown } | null)?.status;
      return { ok: false, why: status === 401 || status === 403 ? 'refused' : 'unreachable' };
    }
    const session = parseSession(body);
    if (session === undefined) return { ok: false, why: 'unreachable' };
    const { token, expires_at, extension, logging, sip, originates } = session;
    return {
      ok: true,
      session: {
        token,
        expiresAt: Date.parse(expires_at),
        extension: extension ?? undefined,
        logging,
        originates,
        ...(sip !== null && { phone: phoneAccount(sip) }),
      },
    };
  };
}
