import type { JournalFilter, JournalPage } from '../../domain/journal';
import type { Session, SignIn } from '../../ports/pbx';
import { parseJournalPage } from '../../protocol/journal-answer';
import type { JournalTrouble } from '../../views/journal-model';

const giveUpAfter = 15_000;
const spare = 30_000;

export type Told<T> = { readonly ok: T } | { readonly trouble: JournalTrouble };

export interface JournalClient {
  read(filter: JournalFilter, rows: number): Promise<Told<JournalPage>>;
  /** Undefined: all that were refused, and a stop is lifted. Resolves with how many. */
  retry(callIds: readonly string[] | undefined): Promise<Told<number>>;
  csv(filter: JournalFilter): Promise<Told<Blob>>;
}

const troubles: Readonly<Record<number, JournalTrouble>> = {
  401: 'refused',
  403: 'not_admin',
  404: 'no_journal',
};

/** The gateway's `/v1/journal*`, with a session that is renewed where needed. */
export function journalClient(gatewayUrl: string, signIn: SignIn): JournalClient {
  let session: Session | undefined;

  async function token(): Promise<Told<string>> {
    if (session === undefined || session.expiresAt - Date.now() < spare) {
      const signed = await signIn();
      if (!signed.ok) return { trouble: signed.why };
      session = signed.session;
    }
    return { ok: session.token };
  }

  async function ask<T>(
    path: string,
    init: { readonly method?: string; readonly body?: string },
    read: (answer: Response) => Promise<T | undefined>,
    again = true,
  ): Promise<Told<T>> {
    const kept = session !== undefined;
    const signed = await token();
    if ('trouble' in signed) return signed;
    try {
      const answer = await fetch(`${gatewayUrl}/v1/journal${path}`, {
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
  }

  return {
    read: (filter, rows) =>
      ask(`?state=${filter}&limit=${rows}`, {}, async (answer) => parseJournalPage(await answer.json())),
    retry: (callIds) =>
      ask(
        '/retry',
        {
          method: 'POST',
          body: JSON.stringify(callIds === undefined ? {} : { call_ids: callIds }),
        },
        async (answer) => {
          const { retried } = (await answer.json()) as { retried?: unknown };
          return typeof retried === 'number' ? retried : undefined;
        },
      ),
    csv: (filter) => ask(`.csv?state=${filter}`, {}, (answer) => answer.blob()),
  };
}
