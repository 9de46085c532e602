import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { callStatuses } from '../../src/domain/call-result';
import { skipReasons } from '../../src/domain/journal';
import { resultFaultCodes } from '../../src/domain/result-fault';
import { quickDeadlines } from '../../src/domain/task-deadline';

const root = path.resolve(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const words = ['ru', 'en'].map(
  (language) =>
    (JSON.parse(read(`i18n/${language}.json`)) as { result: Record<string, unknown> & { faults: object } })
      .result,
);

test('every fault that a call result can have has its words, and no other', () => {
  for (const { faults } of words) expect(Object.keys(faults).sort()).toEqual([...resultFaultCodes].sort());
});

test('every reason for which a call stands in no card has its words in the journal', () => {
  for (const language of ['ru', 'en']) {
    const { journal } = JSON.parse(read(`i18n/${language}.json`)) as { journal: { reason: object } };
    expect(Object.keys(journal.reason).sort()).toEqual([...skipReasons].sort());
  }
});

test('call statuses, deadlines and kinds of records have their words', () => {
  const keys = [
    ...callStatuses.map((status) => `status_${status}`),
    ...quickDeadlines.map((due) => `due_${due}`),
    ...['lead', 'contact', 'company', 'customer'].flatMap((kind) => [`kind_${kind}`, `open_${kind}`]),
    ...['undo', 'retry', 'open', 'list', 'fold'].map((action) => `do_${action}`),
    'inbound',
    'outbound',
  ];
  for (const one of words) expect(Object.keys(one)).toEqual(expect.arrayContaining(keys));
});

test('every text that the templates of the call result print exists', () => {
  const printed = readdirSync(path.join(root, 'templates'))
    .filter((name) => name.startsWith('result-'))
    .flatMap((name) => [...read(`templates/${name}`).matchAll(/\bt\.(\w+)/g)].map(([, key]) => key!));
  expect(printed.length).toBeGreaterThan(20);
  for (const one of words) expect(printed.filter((key) => typeof one[key] !== 'string')).toEqual([]);
});

test('the window’s script is no part of what every page loads', () => {
  expect(read('dist/widget/script.js')).not.toContain('amocrm-telephony__result-');
  expect(read('dist/widget/style.css')).not.toContain('amocrm-telephony__result-');
  expect(read('dist/widget/parts/result.js')).toContain('amocrm-telephony__result-');
});
