import type { Amo } from './config';
import { within } from './within';

/** A card waits for this answer: whoever cannot be looked up in time signs in without the rights, ms. */
const deadline = 2_000;
const fresh = 5 * 60_000;
const perPage = 250;
const mostPages = 20;

const record = (raw: unknown): Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : {};

/** Ids of the administrators on one page of users; `last`: no page follows. */
function adminsIn(body: unknown): { readonly admins: readonly number[]; readonly last: boolean } {
  const users = record(record(body)['_embedded'])['users'];
  if (!Array.isArray(users)) throw new Error("the CRM's answer has no list of users");
  const admins = users
    .map(record)
    .filter(({ rights }) => record(rights)['is_admin'] === true)
    .map(({ id }) => Number(id));
  return { admins, last: record(record(body)['_links'])['next'] === undefined };
}

/**
 * Asks the CRM who its administrators are (`GET /api/v4/users`), no oftener than every five minutes: a whole
 * department that signs in at nine o'clock costs one request. Resolves false where the CRM does not say: rights are
 * never guessed.
 */
export function adminRights(amo: Pick<Amo, 'url'>, now: () => number, fetchWith: typeof fetch) {
  let known: { readonly answer: Promise<ReadonlySet<number>>; readonly at: number } | undefined;

  async function ask(): Promise<ReadonlySet<number>> {
    const found = new Set<number>();
    for (let page = 1; page <= mostPages; page += 1) {
      const response = await fetchWith(new URL(`/api/v4/users?limit=${perPage}&page=${page}`, amo.url), {
        headers: { accept: 'application/json' },
        // The token must not follow wherever an answer points.
        redirect: 'error',
        signal: AbortSignal.timeout(deadline),
      });
      if (response.status === 204) break;
      if (!response.ok) throw new Error(`the CRM answers ${response.status}`);
      const { admins, last } = adminsIn(await response.json());
      for (const id of admins) found.add(id);
      if (last) break;
    }
    return found;
  }

  function administrators(): Promise<ReadonlySet<number>> {
    if (known !== undefined && now() - known.at < fresh) return known.answer;
    const asked = { answer: ask(), at: now() };
    known = asked;
    asked.answer.catch(() => {
      if (known === asked) known = undefined;
    });
    return asked.answer;
  }

  return (user: number): Promise<boolean> =>
    within(deadline, administrators(), () => new Error('no answer in time')).then(
      (admins) => admins.has(user),
      () => false,
    );
}
