import { ringReason, ringReasonWords } from './ring-reason';
import type { Texts } from './texts';

const texts: Texts = (path, { name = '' } = {}) => `[${path}${name === '' ? '' : ` ${name}`}]`;

test.each([
  [ringReason('lead', { name: 'Окна\n на дачу' }), 'lead: Окна на дачу', '[why.lead_named Окна на дачу]'],
  [ringReason('lead', { name: ' ' }), 'lead', '[why.lead]'],
  [ringReason('contact'), 'contact', '[why.contact]'],
  [ringReason('own_phone'), 'own_phone', '[why.own_phone]'],
  [
    ringReason('turn', { instead: 'timeout', name: 'sales' }),
    'turn/timeout: sales',
    '[why.turn_named sales]: [why.timeout_instead]',
  ],
  [
    ringReason('everybody', { instead: 'default' }),
    'everybody/default',
    '[why.everybody]: [why.default_instead]',
  ],
])('%s says why, in the wire’s words and in people’s', (given, wire, words) => {
  expect(given).toBe(wire);
  expect(ringReasonWords(given, texts)).toBe(words);
});

test.each(['VIP', 'lead/because: x', 'Клиент из рекламы: Москва', ''])(
  'a PBX’s own words stay: %j',
  (own) => {
    expect(ringReasonWords(own, texts)).toBe(own);
  },
);

test('a name of any length fits the wire', () => {
  expect(ringReason('lead', { name: 'я'.repeat(500) }).length).toBeLessThan(200);
});
