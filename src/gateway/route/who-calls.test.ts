import { dialPlanOf } from '../../domain/dial-plan';
import type { CrmAnswer } from '../../routing/situation';
import type { CrmGet } from './crm-callers';
import type { ChangedEntities } from './known-callers';
import { whoCalls } from './who-calls';

const minute = 60_000;
const hour = 60 * minute;
const noChange: ChangedEntities = { cards: new Set(), leads: new Set(), keys: new Set() };
const leads = (...ids: number[]): ChangedEntities => ({ ...noChange, leads: new Set(ids) });

/** A CRM with one contact, of whom everything can be changed, and that can be made to hang. */
function bench() {
  const crm = { responsible: 1, lead: 0, hangs: false, fails: '', asked: 0 };
  let at = Date.parse('2026-06-10T09:00:00Z');
  const embedded = (name: string, one: object) => ({ _embedded: { [name]: [one] } });
  const get: CrmGet = (path) => {
    crm.asked += 1;
    if (crm.hangs) return new Promise(() => undefined);
    if (crm.fails !== '' && path.includes(crm.fails)) return Promise.reject(new Error('500'));
    if (path.includes('with=contacts'))
      return Promise.resolve(
        embedded('leads', { id: crm.lead, _embedded: { contacts: [{ id: 7 }], companies: [] } }),
      );
    if (path.startsWith('/api/v4/leads'))
      return Promise.resolve(embedded('leads', { id: crm.lead, responsible_user_id: 2, updated_at: 1 }));
    if (path.startsWith('/api/v4/companies')) return Promise.resolve(undefined);
    const contact = {
      ...{ id: 7, name: 'Olga', responsible_user_id: crm.responsible },
      custom_fields_values: [{ field_code: 'PHONE', values: [{ value: '8 999 111-22-33' }] }],
      _embedded: { leads: crm.lead === 0 ? [] : [{ id: crm.lead }] },
    };
    return Promise.resolve(embedded('contacts', contact));
  };
  // No answer may take longer than the test: what hangs is never waited for to the end.
  const who = whoCalls({ get, dialPlan: () => dialPlanOf('RU'), now: () => at, deadline: 50, patience: 5 });
  const manager = (answer: CrmAnswer): number | string =>
    answer.state === 'found'
      ? (answer.callers[0]!.openLeads[0]?.responsible ?? answer.callers[0]!.responsible)
      : answer.state;
  return {
    crm,
    who,
    ask: async (from = '+7 999 111-22-33') => manager(await who.ask(from)),
    pass: (ms: number) => (at += ms),
  };
}

test('while webhooks come, a caller known from before is answered without the CRM', async () => {
  const { crm, who, ask } = bench();
  await who.changed(noChange);
  expect(await ask()).toBe(1);
  const asked = crm.asked;
  crm.hangs = true;
  expect([await ask(), await ask('89991112233')]).toEqual([1, 1]);
  expect(crm.asked).toBe(asked);
});

test('a minute later the answer still comes at once, and is renewed behind the call', async () => {
  const { crm, who, ask, pass } = bench();
  await who.changed(noChange);
  await ask();
  crm.responsible = 3;
  pass(2 * minute);
  expect(await ask()).toBe(1);
  while ((await ask()) !== 3) await new Promise((resolve) => setImmediate(resolve));
});

test('without webhooks the CRM is asked for every call', async () => {
  const { crm, ask } = bench();
  expect(await ask()).toBe(1);
  crm.responsible = 3;
  expect(await ask()).toBe(3);
});

test('webhooks that have stopped, and answers older than an hour, are not believed', async () => {
  const { crm, who, ask, pass } = bench();
  await who.changed(noChange);
  await ask();
  crm.responsible = 3;
  pass(hour + 1);
  expect(await ask()).toBe(3);
  crm.responsible = 4;
  pass(24 * hour);
  expect(await ask()).toBe(4);
});

test('where the CRM hangs, what it said before is given sooner than its deadline; strangers wait for it', async () => {
  const { crm, ask } = bench();
  await ask();
  crm.hangs = true;
  expect(await ask()).toBe(1);
  expect(await ask('+79990000000')).toBe('timeout');
});

test('a new lead of a known caller counts at the next call, although its webhook does not say whose it is', async () => {
  const { crm, who, ask } = bench();
  await who.changed(noChange);
  expect(await ask()).toBe(1);
  crm.lead = 20;
  await who.changed(leads(20));
  crm.hangs = true;
  expect(await ask()).toBe(2);
});

test('where nobody can say whose a new lead is, everything is asked for again', async () => {
  const { crm, who, ask } = bench();
  await who.changed(noChange);
  await ask();
  crm.lead = 20;
  crm.fails = 'with=contacts';
  await who.changed(leads(20));
  expect(await ask()).toBe(2);
});

test('what was asked for before a change and comes after it is not believed for long', async () => {
  const { crm, who, ask } = bench();
  await who.changed(noChange);
  const early = ask();
  await who.changed({ ...noChange, cards: new Set([7]) });
  expect(await early).toBe(1);
  crm.responsible = 3;
  expect(await ask()).toBe(3);
});

test('two calls of one number at once ask the CRM once', async () => {
  const { crm, ask } = bench();
  expect(await Promise.all([ask(), ask('89991112233')])).toEqual([1, 1]);
  expect(crm.asked).toBe(2);
});
