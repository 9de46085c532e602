import { extensionOf, phonesOf } from './phones-of';
import { readSettings, type Settings } from './settings';

const settings = (secrets: Record<string, string>): Settings =>
  readSettings(
    (name) => secrets[name],
    () => undefined,
  );
const phones = (target: string, secrets: Record<string, string> = {}): string[] =>
  phonesOf(target, settings(secrets)).map(({ kind, address }) => `${kind} ${address}`);

const desk = 'sip:{extension}@pbx.example.com;transport=tls';

test.each([
  ['101', {}, ['user 101']],
  ['101', { DESK_PHONES: desk }, ['user 101', 'sip sip:101@pbx.example.com;transport=tls']],
  ['101', { DESK_PHONES: desk, BROWSER_PHONES: 'no' }, ['sip sip:101@pbx.example.com;transport=tls']],
  ['10', {}, []],
  ['10', { BROWSER_PHONES: 'agent-{extension}' }, ['user agent-10']],
  ['*97', { DESK_PHONES: desk }, ['sip sip:*97@pbx.example.com;transport=tls']],
  ['+7 (495) 765-43-21', {}, ['pstn 74957654321']],
  ['74957654321', {}, ['pstn 74957654321']],
  ['sip:hall@pbx.example.com', {}, ['sip sip:hall@pbx.example.com']],
  ['105', { PHONES: '{"105":["user:anna","+79990000005","nonsense"]}' }, ['user anna', 'pstn 79990000005']],
  ['105', { PHONES: '{"105":"user:anna"}' }, ['user anna']],
  ['105', { PHONES: '{"105":[]}' }, []],
  ['x@evil.example', { DESK_PHONES: desk }, ['sip sip:x%40evil.example@pbx.example.com;transport=tls']],
])('%s with %j rings %j', (target, secrets, expected) => {
  expect(phones(target, secrets as Record<string, string>)).toEqual(expected);
});

test.each([
  ['101', {}, '101'],
  ['agent-101', { BROWSER_PHONES: 'agent-{extension}' }, '101'],
  ['anna', { PHONES: '{"105":["user:anna"]}' }, '105'],
  ['sip:7@pbx.example.com', { PHONES: '{"105":["sip:7@pbx.example.com"]}' }, '105'],
  ['sip:101@pbx.example.com', {}, '101'],
  ['anna', { BROWSER_PHONES: 'agent-{extension}' }, 'anna'],
])('%s with %j is the phone of %s', (name, secrets, extension) => {
  expect(extensionOf(name, settings(secrets as Record<string, string>))).toBe(extension);
});

test('every secret that is missed is named, and nothing else', () => {
  const faults: string[] = [];
  readSettings(
    () => undefined,
    (line) => void faults.push(line),
  );
  expect(faults.map((line) => /secret (\w+)/.exec(line)?.[1])).toEqual([
    'GATEWAY_URL',
    'PBX_KEY',
    'DEFAULT_TARGETS',
  ]);
});
