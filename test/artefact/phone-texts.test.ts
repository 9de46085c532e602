import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { PhoneAnswer } from '../../src/agent/phone-desk';
import type { LinkState } from '../../src/agent/phone-link';
import type { PhoneNote } from '../../src/agent/phone-state';
import type { PhoneEnding, PhoneStage } from '../../src/domain/phone-call';

const root = path.resolve(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
interface Tree {
  [key: string]: Tree | string;
}
const words = ['ru', 'en'].map(
  (language) => (JSON.parse(read(`i18n/${language}.json`)) as { phone: Tree }).phone,
);
const at = (tree: Tree, keys: string): unknown =>
  keys.split('.').reduce<unknown>((inner, key) => (inner as Tree | undefined)?.[key], tree);

// Records, so that the compiler asks for the words of whatever is added.
const endings: Record<PhoneEnding, true> = {
  'hung-up': true,
  'far-hung-up': true,
  cancelled: true,
  'answered-elsewhere': true,
  declined: true,
  busy: true,
  'no-answer': true,
  unreachable: true,
  'no-such-number': true,
  refused: true,
  replaced: true,
  transferred: true,
  'line-lost': true,
  'sound-lost': true,
  'far-side-gone': true,
  'no-microphone': true,
  'server-silent': true,
  garbled: true,
};
const notes: Record<PhoneNote, true> = {
  'hold-refused': true,
  'tones-refused': true,
  'transfer-refused': true,
  'transfer-failed': true,
  'microphone-replaced': true,
  'microphone-lost': true,
};
const refusals: Record<Exclude<PhoneAnswer, { ok: true }>['why'], true> = {
  'no-line': true,
  'no-such-call': true,
  'not-now': true,
  busy: true,
  'bad-number': true,
  refused: true,
  cannot: true,
  failed: true,
  unheard: true,
  silent: true,
  'no-phone': true,
};
const stages: Record<Exclude<PhoneStage, 'ended'>, true> = {
  preparing: true,
  calling: true,
  alerting: true,
  joining: true,
  incoming: true,
  answering: true,
  talking: true,
  ending: true,
};
const lines: Record<LinkState, string> = {
  connecting: 'connecting',
  registering: 'connecting',
  ready: 'ready',
  lost: 'lost',
  refused: 'refused',
  storm: 'storm',
};

test('every end of a call, every note, refusal and state of it has its words', () => {
  const keys = [
    ...Object.keys(endings).map((key) => `ending.${key}`),
    ...['no-answer', 'cancelled', 'declined'].map((key) => `ending.${key}-in`),
    ...Object.keys(notes).map((key) => `note.${key}`),
    ...Object.keys(refusals).map((key) => `refusal.${key}`),
    ...Object.keys(stages).map((key) => `state.${key}`),
    ...Object.values(lines).map((key) => `line.${key}`),
    ...['lost', 'refused', 'storm'].flatMap((key) => [`line.${key}_since`, `line_cure.${key}`]),
    ...['deaf', 'unheard', 'silent', 'repairing'].map((key) => `sound.${key}`),
    ...['loss', 'delay', 'jitter', 'good', 'fair', 'bad', 'figures'].map((key) => `quality.${key}`),
    ...['empty', 'letters', 'short', 'long', 'several'].map((key) => `fault.${key}`),
    ...['microphone', 'speaker', 'ringer'].flatMap((key) => [`unplugged.${key}`, `set.${key}`]),
    ...['forbidden', 'missing', 'in-use', 'quiet', 'ask', 'good'].map((key) => `check.microphone.${key}`),
    ...['answer', 'hang-up', 'mute', 'hold', 'panel'].map((key) => `set.key_${key}`),
    ...['swap', 'join', 'mix', 'part'].flatMap((key) => [`joint.${key}`, `joint.${key}_hint`]),
  ];
  for (const tree of words) expect(keys.filter((key) => typeof at(tree, key) !== 'string')).toEqual([]);
});

test('every text that the phone’s templates print exists', () => {
  const printed = readdirSync(path.join(root, 'templates'))
    .filter((name) => name.startsWith('phone-'))
    .flatMap((name) => [...read(`templates/${name}`).matchAll(/\bt\.([\w.]+)/g)].map(([, key]) => key!));
  expect(printed.length).toBeGreaterThan(20);
  for (const tree of words) expect(printed.filter((key) => typeof at(tree, key) !== 'string')).toEqual([]);
});

test('the panel is no part of what every page loads', () => {
  expect(read('dist/widget/script.js')).not.toContain('amocrm-telephony__phone-');
  expect(read('dist/widget/style.css')).not.toContain('amocrm-telephony__phone-');
  expect(read('dist/widget/parts/phone-panel.js')).toContain('amocrm-telephony__phone-');
});
