import { mayAdd } from '../crm/access';
import type { Crm, Unsorted } from '../crm/model';
import { batch, single } from './batch';
import { nothingFound, ok, type Ask, type Endpoint } from './endpoint';
import { link, listPage, ordered, selfLink } from './hal';
import { listAt } from './php-query';
import { forbidden, notFound } from './problem';
import { userRule } from './record-rules';
import { matchesFilters } from './record-search';
import { entityPath } from './record-view';
import { int, object } from './rules';
import { refuseRepeated, sipRule, storeSip } from './sip-items';
import { acceptUnsorted, declineUnsorted } from './unsorted-items';

const path = '/api/v4/leads/unsorted';

function refs(ask: Ask, { lead_ids, contact_ids, company_ids }: Unsorted) {
  const show = (type: 'leads' | 'contacts' | 'companies', ids: readonly number[]) =>
    ids.map((id) => ({ id, _links: link(ask, entityPath(type, id)) }));
  return {
    leads: show('leads', lead_ids),
    contacts: show('contacts', contact_ids),
    companies: show('companies', company_ids),
  };
}

function itemView(ask: Ask, item: Unsorted): Record<string, unknown> {
  const { uid, source_uid, source_name, category, pipeline_id, created_at, metadata } = item;
  // Whether a call event was asked for is never told back.
  const told = Object.entries(metadata).filter(([name]) => name !== 'is_call_event_needed');
  const source = { uid, source_uid, source_name, category, pipeline_id, created_at };
  const more = { metadata: Object.fromEntries(told), account_id: ask.crm.account.id };
  return { ...source, ...more, _links: link(ask, `${path}/${uid}`), _embedded: refs(ask, item) };
}

function waiting({ crm, params }: Ask): Unsorted {
  const item = crm.unsorted.get(params['uid'] ?? '');
  if (item?.state !== 'new') throw notFound('Unsorted item not found');
  return item;
}

function resolved(ask: Ask, item: Unsorted): Record<string, unknown> {
  const { uid, pipeline_id, category, created_at } = item;
  return { uid, pipeline_id, category, created_at, _links: selfLink(ask), _embedded: refs(ask, item) };
}

const decision = (crm: Crm) => object({ user_id: userRule(crm), status_id: int });
const decided = (ask: Ask) => (ask.text.trim() === '' ? {} : single(ask, decision(ask.crm)));

function summary({ crm, query }: Ask) {
  const items = [...crm.unsorted.values()].filter(
    matchesFilters(query, ['uid', 'pipeline_id', 'created_at']),
  );
  const of = (test: (item: Unsorted) => boolean) => items.filter(test).length;
  const category = (name: Unsorted['category']) => ({ total: of((item) => item.category === name) });
  return {
    total: items.length,
    accepted: of(({ state }) => state === 'accepted'),
    declined: of(({ state }) => state === 'declined'),
    average_sort_time: 0,
    categories: {
      sip: category('sip'),
      mail: category('mail'),
      forms: category('forms'),
      chats: category('chats'),
    },
  };
}

/** The inbox: what calls (and leads written with metadata) put there, until somebody accepts or declines it. */
export const unsorted: Endpoint[] = [
  {
    method: 'POST',
    path: `${path}/sip`,
    answer: (ask) => {
      if (!mayAdd(ask.caller.user, 'leads')) throw forbidden();
      const items = batch(ask, sipRule(ask.crm));
      refuseRepeated(ask.crm, items);
      const made = items.map(({ value, request_id }) => {
        const item = storeSip(ask, value);
        const { uid } = item;
        const ids = { uid, account_id: ask.crm.account.id, request_id };
        return { ...ids, _links: link(ask, `${path}/${uid}`), _embedded: refs(ask, item) };
      });
      return ok({ _total_items: made.length, _links: selfLink(ask), _embedded: { unsorted: made } });
    },
  },
  {
    method: 'GET',
    path,
    answer: (ask) => {
      const uids = listAt(ask.query, 'filter', 'uid');
      const open = [...ask.crm.unsorted.values()]
        .filter(({ state, uid }) => state === 'new' && (uids?.includes(uid) ?? true))
        .filter(matchesFilters(ask.query, ['category', 'pipeline_id', 'created_at']))
        .map((item) => ({ ...item, updated_at: item.created_at }));
      const sorted = ordered(ask, open, ['created_at', 'updated_at']);
      return listPage(ask, 'unsorted', sorted, (item) => itemView(ask, item));
    },
  },
  { method: 'GET', path: `${path}/summary`, answer: (ask) => ok({ ...summary(ask), _links: selfLink(ask) }) },
  {
    method: 'GET',
    path: `${path}/:uid`,
    answer: (ask) => {
      const item = ask.crm.unsorted.get(ask.params['uid'] ?? '');
      return item?.state === 'new' ? ok(itemView(ask, item)) : nothingFound;
    },
  },
  {
    method: 'POST',
    path: `${path}/:uid/accept`,
    answer: (ask) => {
      const item = waiting(ask);
      const { user_id, status_id } = decided(ask);
      acceptUnsorted(ask.crm, item, status_id);
      const owner = ask.crm.users.find(({ id }) => id === user_id) ?? ask.caller.user;
      for (const lead of item.lead_ids.map((id) => ask.crm.leads.get(id))) {
        if (lead) Object.assign(lead, { responsible_user_id: owner.id, group_id: owner.group_id });
      }
      return ok(resolved(ask, item));
    },
  },
  {
    method: 'DELETE',
    path: `${path}/:uid/decline`,
    answer: (ask) => {
      const item = waiting(ask);
      decided(ask);
      const answer = resolved(ask, item);
      declineUnsorted(ask.crm, item);
      return ok(answer);
    },
  },
];
