import type { JournalFilter, JournalPage } from '../../domain/journal';
import type { SignIn } from '../../ports/pbx';
import { parseJournalPage } from '../../protocol/journal-answer';
import { adminQuestions, type Told } from './admin-questions';

export type JournalTold<T> = Told<T, 'no_journal'>;

export interface JournalClient {
  read(filter: JournalFilter, rows: number): Promise<JournalTold<JournalPage>>;
  /** Undefined: all that were refused, and a stop is lifted. Resolves with how many. */
  retry(callIds: readonly string[] | undefined): Promise<JournalTold<number>>;
  csv(filter: JournalFilter): Promise<JournalTold<Blob>>;
}

/** The gateway's `/v1/journal*`. */
export function journalClient(gatewayUrl: string, signIn: SignIn): JournalClient {
  const ask = adminQuestions(`${gatewayUrl}/v1/journal`, signIn, 'no_journal');
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
