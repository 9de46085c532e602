import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { journalFilters, type JournalFilter, type JournalPage, type JournalRow } from '../domain/journal';
import { csvHead, csvLine } from './journal-csv';
import { onlyAdmins } from './only-admins';
import { Refusal } from './refusal';
import type { SessionTokens } from './session-token';

const usualRows = 50;
const mostRows = 500;
const mostRetried = 1_000;
const longestId = 256;
/** Languages whose spreadsheets split at the semicolon, since the comma stands in numbers. */
const decimalComma = /^\s*(ru|uk|be|kk|uz|hy|az|de|fr|es|pt|it|pl|tr)\b/i;

/** What the routes need of the journal. */
export interface JournalReader {
  /** Newest first; `before`: the `next` of the page before. */
  page(filter: JournalFilter, limit: number, before: string | undefined): Promise<JournalPage>;
  /** Has refused calls tried again; undefined: all of them, and a stop is lifted. Resolves with how many. */
  retry(callIds: readonly string[] | undefined): Promise<number>;
}

const wrong = (message: string): Refusal => new Refusal(400, 'invalid_journal', message);

function filterOf({ state = 'all' }: Readonly<Record<string, unknown>>): JournalFilter {
  const filter = journalFilters.find((known) => known === state);
  if (filter === undefined) throw wrong(`state is one of ${journalFilters.join(', ')}.`);
  return filter;
}

function limitOf({ limit = String(usualRows) }: Readonly<Record<string, unknown>>): number {
  const rows = Number(limit);
  if (!/^\d{1,4}$/.test(String(limit)) || rows < 1 || rows > mostRows)
    throw wrong(`limit is a whole number from 1 to ${mostRows}.`);
  return rows;
}

function callIdsOf(body: unknown): readonly string[] | undefined {
  const ids = (body as { call_ids?: unknown } | null | undefined)?.call_ids;
  if (ids === undefined) return undefined;
  const sound = (id: unknown): id is string =>
    typeof id === 'string' && id.length > 0 && id.length <= longestId;
  if (!Array.isArray(ids) || ids.length > mostRetried || !ids.every(sound))
    throw wrong(`call_ids is a list of up to ${mostRetried} call ids; leave it out to try all again.`);
  return ids;
}

async function* csv(reader: JournalReader, filter: JournalFilter, separator: string): AsyncGenerator<string> {
  yield csvHead(separator);
  let before: string | undefined;
  do {
    const page: JournalPage = await reader.page(filter, mostRows, before);
    yield page.rows.map((row: JournalRow) => csvLine(row, separator)).join('');
    before = page.next ?? undefined;
  } while (before !== undefined);
}

/** `/v1/journal*`: what has become of each ended call, for the account's administrators (session token as bearer). */
export function journalRoutes(
  app: FastifyInstance,
  tokens: Pick<SessionTokens, 'verify'>,
  reader: JournalReader,
): void {
  void app.register((scope, _options, done) => {
    scope.addHook('onRequest', onlyAdmins(tokens, 'see the journal'));
    scope.addHook('onSend', (_request, reply, _payload, next) => {
      void reply.header('cache-control', 'no-store');
      next();
    });

    scope.get('/v1/journal', (request) => {
      const query = request.query as Record<string, unknown>;
      const { before } = query;
      if (before !== undefined && (typeof before !== 'string' || before.length > longestId))
        throw wrong('before is what the page before gave as next.');
      return reader.page(filterOf(query), limitOf(query), before);
    });
    scope.post('/v1/journal/retry', async (request) => ({
      retried: await reader.retry(callIdsOf(request.body)),
    }));
    scope.get('/v1/journal.csv', (request, reply) => {
      const filter = filterOf(request.query as Record<string, unknown>);
      const separator = decimalComma.test(request.headers['accept-language'] ?? '') ? ';' : ',';
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="calls.csv"')
        .send(Readable.from(csv(reader, filter, separator)));
    });
    done();
  });
}
