import type { Session, SignIn } from '../../ports/pbx';

const giveUpAfter = 15_000;
const spare = 30_000;

/** `Missing`: what it means that the gateway knows no such address. */
export type Told<T, Missing extends string> =
  { readonly ok: T } | { readonly trouble: 'refused' | 'unreachable' | 'not_admin' | 'garbled' | Missing };

export interface Asked {
  readonly method?: string;
  readonly body?: string;
}

/** Asks the gateway what only administrators may, with a session that is renewed where needed. `read`: undefined for nonsense. */
export function adminQuestions<Missing extends string>(gatewayUrl: string, signIn: SignIn, missing: Missing) {
  let session: Session | undefined;
  const troubles: Readonly<Record<number, 'refused' | 'not_admin' | Missing>> = {
    401: 'refused',
    403: 'not_admin',
    404: missing,
  };

  async function token(): Promise<Told<string, Missing>> {
    if (session === undefined || session.expiresAt - Date.now() < spare) {
      const signed = await signIn();
      if (!signed.ok) return { trouble: signed.why };
      session = signed.session;
    }
    return { ok: session.token };
  }

  return async function ask<T>(
    path: string,
    init: Asked,
    read: (answer: Response) => Promise<T | undefined>,
    again = true,
  ): Promise<Told<T, Missing>> {
    const kept = session !== undefined;
    const signed = await token();
    if ('trouble' in signed) return signed;
    try {
      const answer = await fetch(`${gatewayUrl}${path}`, {
        ...init,
        headers: {
          authorization: `Bearer ${signed.ok}`,
          ...(init.body !== undefined && { 'content-type': 'application/json' }),
        },
        signal: AbortSignal.timeout(giveUpAfter),
      });
      if (answer.status === 401 && kept && again) {
        session = undefined;
        return await ask(path, init, read, false);
      }
      if (!answer.ok) return { trouble: troubles[answer.status] ?? 'unreachable' };
      const value = await read(answer);
      return value === undefined ? { trouble: 'garbled' } : { ok: value };
    } catch (error) {
      return { trouble: error instanceof SyntaxError ? 'garbled' : 'unreachable' };
    }
  };
}
