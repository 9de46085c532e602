import { aDraft, fakeDrafts, noFields } from '../../test/fakes/fake-drafts';
import { aCall, ended } from '../../test/fakes/fake-pbx';
import type { ResultLink } from '../domain/call-result';
import { dialPlanOf } from '../domain/dial-plan';
import type { ResultDraft } from '../domain/result-draft';
import type { LinkedMatch } from '../domain/result-link';
import { lookUpResult } from './result-lookup';

const ada: ResultLink = { kind: 'contact', id: 1, name: 'Ada' };
const bob: ResultLink = { kind: 'contact', id: 2, name: 'Bob' };
const bare = (link: ResultLink): LinkedMatch => ({ link, openLeads: [], customers: [] });

async function look(draft: Partial<ResultDraft>, ...matches: LinkedMatch[]) {
  const drafts = fakeDrafts(aDraft({ looked: false, fields: noFields, ...draft }));
  const crm = {
    matches: () => Promise.resolve(matches),
    find: () => Promise.resolve([]),
    catalogue: () => Promise.resolve({ taskTypes: [], pipelines: [] }),
  };
  const found = await lookUpResult('c-1', { crm, drafts, dialPlan: dialPlanOf('RU') });
  return { found, draft: drafts.find('c-1')! };
}

test('whose the number is, is linked by the rules', async () => {
  const { draft } = await look({ unknown: true }, bare(ada));
  expect(draft).toMatchObject({ looked: true, unknown: false, fields: { link: ada } });
});

test('of several nobody is linked, all are offered; the one chosen on the card is linked', async () => {
  const several = await look({}, bare(ada), bare(bob));
  expect(several.found.choice).toEqual([ada, bob]);
  expect(several.draft).toMatchObject({ looked: true, unknown: false, fields: { link: null } });
  const chosen = await look({ chosen: { kind: 'contact', id: 2 } }, bare(ada), bare(bob));
  expect(chosen.draft.fields.link).toEqual(bob);
});

test('nobody has it: unknown, also where the card could not tell', async () => {
  const { draft } = await look({ unknown: false });
  expect(draft).toMatchObject({ looked: true, unknown: true });
});

test('a name typed for somebody new is not overruled: the match is offered', async () => {
  const fields = { ...noFields, contactName: 'Adeline' };
  const { found, draft } = await look({ unknown: true, fields }, bare(ada));
  expect(found.link).toEqual(ada);
  expect(draft).toMatchObject({ unknown: true, fields: { link: null } });
});

test('what the agent has linked stays; a number of nobody will be added to it, one of another will not', async () => {
  const fields = { ...noFields, link: bob };
  expect((await look({ fields })).draft).toMatchObject({ unknown: true, fields: { link: bob } });
  expect((await look({ fields }, bare(ada))).draft).toMatchObject({ unknown: false, fields: { link: bob } });
});

test('a hidden number is not looked for', async () => {
  const call = aCall({ ...ended, phone: 'anonymous' });
  const { found, draft } = await look({ call, unknown: true }, bare(ada));
  expect([found.link, draft.fields.link]).toEqual([null, null]);
});
