import type { CrmTransport } from '../../src/adapters/amocrm/result-transport';
import type { ResultFields } from '../../src/domain/call-result';
import type { resultBench } from './result-bench';

export const phone = '+79127771122';
export const digits = '9127771122';
export type Bench = ReturnType<typeof resultBench>;

export const task = (bench: Bench) => ({
  typeId: 2,
  text: 'Встретиться',
  due: bench.clock.ms / 1000 + 86_400,
});
export const everything = (bench: Bench): Partial<ResultFields> => ({
  contactName: 'Ольга Серова',
  leadName: 'Окна на дачу',
  note: 'Просит замер',
  task: task(bench),
});

/** What stands in the CRM beside the demo data, by kind. */
export function counted({ crm, holders }: Bench, noteText = 'Просит замер', taskText = 'Встретиться') {
  const of = <T>(all: Map<unknown, T>, test: (one: T) => boolean): number =>
    [...all.values()].filter(test).length;
  return {
    contacts: holders(digits).length,
    leads: of(crm.leads, ({ name }) => name === 'Окна на дачу'),
    notes: of(crm.notes, ({ params }) => params['text'] === noteText),
    tasks: of(crm.tasks, ({ text }) => text === taskText),
  };
}
export const once = { contacts: 1, leads: 1, notes: 1, tasks: 1 };

/** The CRM's search has not heard yet of what was just made. */
export const blindSearch =
  ({ transport }: Bench): CrmTransport =>
  (request) =>
    request.query?.['query'] === undefined
      ? transport(request)
      : Promise.resolve({ status: 204, text: '', date: null, wait: null });

/** Puts a call into the inbox as the gateway does. */
export async function intoInbox({ ask, phoned }: Bench, uniq = 'c-1', contact = true): Promise<void> {
  const metadata = {
    phone,
    called_at: 1_790_000_000,
    duration: 60,
    link: 'https://pbx.test/1',
    service_code: 'w',
    uniq,
  };
  const inside = {
    leads: [{ name: `Звонок ${phone}` }],
    ...(contact && { contacts: [phoned(phone, phone)] }),
  };
  const item = { source_uid: `pbx:${uniq}`, source_name: 'PBX', metadata, _embedded: inside };
  expect((await ask('POST', '/api/v4/leads/unsorted/sip', [item])).status).toBe(200);
}
