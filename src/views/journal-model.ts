import { shownNumber } from '../domain/call-words';
import type { DialPlan } from '../domain/dial-plan';
import { journalFilters, type JournalFilter, type JournalPage, type JournalRow } from '../domain/journal';
import type { Texts } from '../domain/texts';

/** Why the journal cannot be shown. */
export type JournalTrouble = 'unreachable' | 'refused' | 'not_admin' | 'no_journal' | 'garbled';

/** All that the page knows. */
export interface JournalView {
  readonly filter: JournalFilter;
  /** The last that was read; undefined: nothing yet. */
  readonly page: JournalPage | undefined;
  /** What is in the way now; what was read before stays on the page. */
  readonly trouble: JournalTrouble | undefined;
  /** Calls whose "try again" is under way; `all`: of every refused one. */
  readonly busy: ReadonlySet<string>;
  /** Said to the administrator after what they did. */
  readonly notice: string;
  /** A question is under way: the rows may be those of the filter before. */
  readonly reading: boolean;
}

export interface JournalWords {
  readonly texts: Texts;
  readonly dialPlan: DialPlan;
  /** Moment of an ISO time as the account's people write it. */
  readonly moment: (iso: string) => string;
}

export interface JournalRowModel {
  readonly id: string;
  readonly at: string;
  readonly number: string;
  readonly direction: string;
  readonly tone: 'good' | 'wait' | 'bad' | 'plain';
  readonly state: string;
  readonly detail: string;
  readonly href: string;
  readonly link: string;
  readonly retry: '' | 'yes' | 'busy';
}

export interface JournalModel {
  readonly tone: 'busy' | 'good' | 'bad';
  readonly status: string;
  readonly cure: string;
  readonly retryAll: '' | 'yes' | 'busy';
  readonly filters: readonly {
    readonly name: JournalFilter;
    readonly text: string;
    readonly chosen: boolean;
  }[];
  readonly rows: readonly JournalRowModel[];
  readonly empty: string;
  readonly more: boolean;
  readonly export: boolean;
  readonly notice: string;
}

const tones = {
  waiting: 'wait',
  held: 'wait',
  logged: 'good',
  unsorted: 'good',
  skipped: 'plain',
  refused: 'bad',
} as const;

/** amoCRM's addresses of records, whichever way their type is written. */
const sections: Readonly<Record<string, string>> = {
  contact: 'contacts',
  company: 'companies',
  lead: 'leads',
  customer: 'customers',
};
const sectionOf = (type: string): string | undefined =>
  sections[type] ?? Object.values(sections).find((section) => section === type);

/** A longer refusal would push the table apart. */
const longestReason = 300;

/** What the CRM itself said, or what came in place of its answer, as a quotation. */
const quoted = (path: 'crm_says' | 'last_try', reason: string, texts: Texts): string =>
  texts(`journal.${path}`, { reason: reason.slice(0, longestReason).replace(/[\s.]+$/, '') });

/** Words for a code of ours; what the CRM itself said stays as it is. */
function reasonWords(group: 'reason' | 'stop' | 'cure', reason: string, texts: Texts): string | undefined {
  if (!/^[a-z0-9_]{1,40}$/.test(reason)) return undefined;
  const path = `journal.${group}.${reason}`;
  const words = texts(path);
  return words === path ? undefined : words;
}

function detailOf(
  { state, reason, tries, next_at }: JournalRow,
  stopped: boolean,
  { texts, moment }: JournalWords,
): string {
  const why =
    reason === null
      ? ''
      : (reasonWords('reason', reason, texts) ??
        quoted(state === 'waiting' ? 'last_try' : 'crm_says', reason, texts));
  const again =
    state === 'waiting' && next_at !== null && !stopped
      ? texts('journal.next_try', { at: moment(next_at) })
      : '';
  const often = tries > 1 && state !== 'logged' ? texts('journal.tries', { count: tries }) : '';
  return [why, again, often].filter((part) => part !== '').join(' ');
}

function rowModel(row: JournalRow, view: JournalView, words: JournalWords): JournalRowModel {
  const { texts, dialPlan, moment } = words;
  const section = row.entity === null ? undefined : sectionOf(row.entity.type);
  const retry =
    row.state !== 'refused' ? '' : view.busy.has(row.call_id) || view.busy.has('all') ? 'busy' : 'yes';
  return {
    id: row.call_id,
    at: moment(row.ended_at),
    number: shownNumber(row.phone, dialPlan, texts),
    direction: texts(`journal.${row.direction}`),
    tone: tones[row.state],
    state: texts(`journal.state.${row.state}`),
    detail: detailOf(row, view.page?.stopped != null, words),
    href: section === undefined ? '' : `/${section}/detail/${row.entity?.id ?? 0}`,
    link: section === undefined ? '' : texts(`journal.open.${section}`),
    retry,
  };
}

function statusOf({ page, trouble }: JournalView, { texts, moment }: JournalWords) {
  if (trouble !== undefined) {
    return {
      tone: 'bad',
      status: texts(`journal.trouble.${trouble}`),
      cure: texts(`journal.trouble_cure.${trouble}`),
    } as const;
  }
  if (page === undefined) return { tone: 'busy', status: texts('journal.loading'), cure: '' } as const;
  if (page.stopped === null) {
    const waiting = page.counts.waiting + page.counts.held;
    const cure = waiting === 0 ? '' : texts('journal.queue', { count: waiting });
    return { tone: 'good', status: texts('journal.running'), cure } as const;
  }
  const { reason, since } = page.stopped;
  const why = reasonWords('stop', reason, texts) ?? quoted('crm_says', reason, texts);
  return {
    tone: 'bad',
    status: `${texts('journal.stopped', { since: moment(since) })} ${why}`,
    cure: reasonWords('cure', reason, texts) ?? texts('journal.cure.other'),
  } as const;
}

function filterText(name: JournalFilter, page: JournalPage | undefined, texts: Texts): string {
  const text = texts(`journal.filter.${name}`);
  if (page === undefined || name === 'all') return text;
  const { waiting, held, logged, refused } = page.counts;
  return `${text} (${{ waiting: waiting + held, logged, refused }[name]})`;
}

/** Everything that `templates/journal.twig` prints: plain text, to be escaped there. `most`: rows that can be shown. */
export function journalModel(view: JournalView, words: JournalWords, most: number): JournalModel {
  const { page, filter, trouble, busy } = view;
  const { texts } = words;
  const rows = (page?.rows ?? []).map((row) => rowModel(row, view, words));
  const stuck = page !== undefined && (page.counts.refused > 0 || page.stopped !== null);
  return {
    ...statusOf(view, words),
    retryAll: !stuck || trouble === 'not_admin' ? '' : busy.has('all') ? 'busy' : 'yes',
    filters: journalFilters.map((name) => ({
      name,
      text: filterText(name, page, texts),
      chosen: name === filter,
    })),
    rows,
    empty: page === undefined || rows.length > 0 ? '' : texts(`journal.empty.${filter}`),
    more: page !== undefined && page.next !== null && rows.length < most,
    export: page !== undefined && rows.length > 0,
    notice: view.notice,
  };
}
