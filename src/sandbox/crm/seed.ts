import { account } from './demo/account';
import { castHistory } from './demo/cast-history';
import { dice } from './demo/dice';
import { demoFields } from './demo/fields';
import { fillCast } from './demo/fill-cast';
import { fillCrowd } from './demo/fill-crowd';
import { demoPipelines } from './demo/pipelines';
import { demoGroups, demoTaskTypes, demoUsers } from './demo/users';
import type { Crm } from './model';

const unixNow = (): number => Math.floor(Date.now() / 1000);

/** The demo account: the same for the same seed and time. `now`: Unix seconds to which all dates relate. */
export function seedCrm(seed: number, now: number = unixNow()): Crm {
  let lastId = 31_000_000;
  const crm: Crm = {
    account: {
      id: 28,
      name: 'Демо-компания',
      subdomain: 'demo',
      country: 'RU',
      currency: 'RUB',
      timezone: 'Europe/Moscow',
      language: 'ru',
    },
    users: demoUsers(),
    groups: demoGroups(),
    task_types: demoTaskTypes(),
    fields: demoFields(),
    contacts: new Map(),
    companies: new Map(),
    leads: new Map(),
    customers: new Map(),
    links: [],
    pipelines: demoPipelines(),
    tasks: new Map(),
    notes: new Map(),
    unsorted: new Map(),
    widgets: new Map(),
    inbox: [],
    nextId: () => {
      lastId += 2;
      return lastId;
    },
  };
  const add = account(crm, now);
  fillCast(crm, add, now);
  fillCrowd(crm, add, dice(seed), now);
  castHistory(crm, add, now);
  return crm;
}
