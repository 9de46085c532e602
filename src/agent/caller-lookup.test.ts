import { fakeClock, settle } from '../../test/fakes/fake-clock';
import { anna, fakeCrm } from '../../test/fakes/fake-crm';
import type { Caller, Candidate } from '../domain/caller';
import { callerLookup } from './caller-lookup';

const desk = (people: readonly Candidate[] = [anna]) => {
  const [crm, clock] = [fakeCrm(people), fakeClock()];
  const lookup = callerLookup({ crm, clock, deadline: 1500 });
  const heard: string[] = [];
  const hear = (caller: Caller): void => {
    heard.push(caller.state === 'failed' ? caller.reason : caller.state);
  };
  return { crm, clock, lookup, heard, hear };
};

test('a known number is looked up once, however often it calls', async () => {
  const { crm, lookup, heard, hear } = desk();
  lookup.find('+7 999 111-22-33', hear);
  lookup.find('89991112233', hear);
  await settle();
  lookup.find('9991112233', hear);
  expect(heard).toEqual(['looking', 'looking', 'found', 'found', 'found']);
  expect(crm.asked).toEqual(['contact 9991112233']);
});

test('where no contact has the number, companies are asked', async () => {
  const { crm, lookup, heard, hear } = desk([{ ...anna, entity: 'company' }]);
  lookup.find('+79991112233', hear);
  await settle();
  expect(heard).toEqual(['looking', 'found']);
  expect(crm.asked).toEqual(['contact 9991112233', 'company 9991112233']);
});

test('past the deadline the number alone; the late answer is still welcome', async () => {
  const { crm, clock, lookup, heard, hear } = desk();
  const go = crm.hold();
  lookup.find('+79991112233', hear);
  await clock.pass(1499);
  expect(heard).toEqual(['looking']);
  await clock.pass(1);
  expect(heard).toEqual(['looking', 'timeout']);
  go();
  await settle();
  expect(heard).toEqual(['looking', 'timeout', 'found']);
});

test('a failing CRM is asked once more, then leaves the number; the next call asks again', async () => {
  const { crm, clock, lookup, heard, hear } = desk();
  crm.breakDown();
  lookup.find('+79991112233', hear);
  await clock.pass(1000);
  lookup.find('+79991112233', hear);
  await clock.pass(1000);
  expect(heard).toEqual(['looking', 'error', 'looking', 'error']);
  expect(crm.asked).toHaveLength(4);
});

test('a failed search is not repeated for somebody who has left, nor kept from another who has come', async () => {
  const { crm, clock, lookup, heard, hear } = desk();
  crm.breakDown();
  const leave = lookup.find('+79991112233', hear);
  leave();
  await clock.pass(1000);
  expect(crm.asked).toHaveLength(1);
  lookup.find('+79991112233', hear)();
  lookup.find('+79991112233', hear);
  await clock.pass(1000);
  expect(crm.asked).toHaveLength(3);
  expect(heard).toEqual(['looking', 'looking', 'looking', 'error']);
});

test('one refusal for too many requests costs a second, not the name', async () => {
  const { crm, clock, lookup, heard, hear } = desk();
  crm.breakDown();
  lookup.find('+79991112233', hear);
  await settle();
  crm.recover();
  await clock.pass(1000);
  expect(heard).toEqual(['looking', 'found']);
});

test('who was unknown is asked for again soon: the agent may have made the contact', async () => {
  const { crm, clock, lookup, hear } = desk([]);
  lookup.find('+79991112233', hear);
  await settle();
  lookup.find('+79991112233', hear);
  expect(crm.asked).toHaveLength(2);
  await clock.pass(10_001);
  lookup.find('+79991112233', hear);
  expect(crm.asked).toHaveLength(3);
});

test('the name of the company follows the name of the contact', async () => {
  const { lookup } = desk([{ ...anna, companyId: 7 }]);
  const callers: Caller[] = [];
  lookup.find('+79991112233', (caller) => callers.push(caller));
  await settle();
  expect(callers.slice(1)).toEqual([
    { state: 'found', matches: [{ ...anna, companyId: 7 }] },
    { state: 'found', matches: [{ ...anna, companyId: 7, companyName: 'Vector' }] },
  ]);
});

test('internal and hidden numbers ask nobody', () => {
  const { crm, lookup } = desk();
  const callers: Caller[] = [];
  for (const phone of ['102', 'anonymous']) lookup.find(phone, (caller) => callers.push(caller));
  expect(callers).toEqual([{ state: 'internal', name: 'Boris' }, { state: 'hidden' }]);
  expect(crm.asked).toEqual([]);
});

test('a card that is gone hears nothing more', async () => {
  const { crm, clock, lookup, heard, hear } = desk();
  const go = crm.hold();
  const stop = lookup.find('+79991112233', hear);
  stop();
  go();
  await clock.pass(5000);
  expect(heard).toEqual(['looking']);
});
