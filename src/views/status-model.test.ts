import { troubleCodes, type AccountStatus } from '../domain/account-status';
import type { Texts } from '../domain/texts';
import { parseStatus } from '../protocol/status-answer';
import russian from '../../i18n/ru.json';
import { statusModel } from './status-model';

const texts: Texts = (path, values = {}) => `${path} ${Object.values(values).join(' ')}`.trim();
const words = { texts, moment: (iso: string) => iso.slice(11, 16), nameOf: (user: number) => `user ${user}` };
const healthy: AccountStatus = {
  at: '2026-01-31T10:00:00.000Z',
  since: '2026-01-31T06:00:00.000Z',
  pbx: { heard_at: '2026-01-31T09:59:00.000Z' },
  agents: [
    { user: 2, extension: '102', online: false, seen_at: '2026-01-31T09:30:00.000Z' },
    { user: 1, extension: '11', online: true, seen_at: '2026-01-31T10:00:00.000Z' },
  ],
  crm: {
    answered_at: '2026-01-31T09:59:30.000Z',
    failed_at: '2026-01-31T09:00:00.000Z',
    reconnect: false,
    access_until: '2026-02-01T06:00:00.000Z',
    rate: { limit: 6, used: 3, peak: 5, waiting: 0 },
  },
  log: { on: true, waiting: 1, held: 0, refused: 0, stopped_since: null },
  troubles: [],
};
const shown = (status: AccountStatus) => {
  const model = statusModel({ status, trouble: undefined }, words);
  return { ...model, tones: Object.fromEntries(model.tiles.map(({ name, tone }) => [name, tone])) };
};

test('where all is well, all is green, and the agents stand by their numbers', () => {
  const { tone, tones, agents, rate, noTroubles } = shown(healthy);
  expect([tone, tones]).toEqual(['good', { pbx: 'good', agents: 'good', crm: 'good', log: 'good' }]);
  expect(agents.map(({ extension, state }) => [extension, state])).toEqual([
    ['11', 'status.agent.online'],
    ['102', 'status.agent.seen 09:30'],
  ]);
  expect([rate?.percent, noTroubles]).toEqual([50, 'status.no_troubles']);
});

test.each([
  ['never heard of the PBX', { pbx: { heard_at: null } }, 'pbx', 'wait', 'good'],
  ['numbers that cannot be read', { agents: null }, 'agents', 'bad', 'bad'],
  ['nobody with a number', { agents: [] }, 'agents', 'wait', 'good'],
  [
    'a CRM that fails',
    { crm: { ...healthy.crm, failed_at: '2026-01-31T09:59:31.000Z' } },
    'crm',
    'bad',
    'bad',
  ],
  ['an access that was taken away', { crm: { ...healthy.crm, reconnect: true } }, 'crm', 'bad', 'bad'],
  ['refused calls', { log: { ...healthy.log, refused: 2 } }, 'log', 'wait', 'good'],
  ['a log that stands', { log: { ...healthy.log, stopped_since: healthy.since } }, 'log', 'bad', 'bad'],
  ['a log elsewhere', { log: { ...healthy.log, on: false } }, 'log', 'plain', 'good'],
] as const)('%s is said where it belongs', (_what, change, tile, tone, whole) => {
  const model = shown({ ...healthy, ...change });
  expect([model.tones[tile], model.tone]).toEqual([tone, whole]);
});

test('while the gateway is away what was read stays, under the trouble', () => {
  const model = statusModel({ status: healthy, trouble: 'unreachable' }, words);
  expect([model.tone, model.line, model.tiles.length]).toEqual(['bad', 'status.unread.unreachable', 4]);
});

test('every trouble has its words', () => {
  expect(Object.keys(russian.status.trouble).sort()).toEqual([...troubleCodes].sort());
});

test('the gateway’s answer is read as it was written', () => {
  const troubles = [{ code: 'wrong_key', detail: '', times: 3, at: healthy.at } as const];
  const whole = { ...healthy, troubles };
  expect(parseStatus(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
});

test.each([
  null,
  5,
  [],
  {},
  { ...healthy, at: 'then' },
  { ...healthy, agents: 5 },
  { ...healthy, troubles: 1 },
])('%j is no answer', (raw) => {
  expect(parseStatus(raw)).toBeUndefined();
});

test('what this version does not know is left out, with no harm to the rest', () => {
  const read = parseStatus({
    ...healthy,
    crm: null,
    log: 7,
    agents: [null, { user: 'x', extension: '101' }, healthy.agents![0]],
    troubles: [{ code: 'fire', at: healthy.at }, { code: 'wrong_key', at: 'then' }, 'x'],
  });
  expect(read?.agents).toHaveLength(1);
  expect(read?.troubles).toEqual([]);
  expect(read?.crm.rate).toEqual({ limit: 0, used: 0, peak: 0, waiting: 0 });
});
