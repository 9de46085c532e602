import { isPrivateAddress } from './private-address';
import { readRecordingHosts } from './recording-hosts';

const { hosts, faults } = readRecordingHosts(
  'pbx.example.com, *.Records.example.net  10.0.0.5 files.example.org:8443,[fd00::5]',
);
const rule = (url: string) => hosts.ruleFor(new URL(url));

test('a list is read with commas and spaces, in any case', () => {
  expect(faults).toEqual([]);
});

test.each([
  ['https://pbx.example.com/1.mp3', 'named'],
  ['http://PBX.example.com:8088/1.mp3', 'named'],
  ['https://pbx.example.com./1.mp3', 'named'],
  ['https://eu.records.example.net/1.mp3', 'suffix'],
  ['https://a.b.records.example.net/1.mp3', 'suffix'],
  ['http://10.0.0.5/1.mp3', 'named'],
  ['http://[fd00::5]/1.mp3', 'named'],
  ['https://files.example.org:8443/1.mp3', 'named'],
])('%s is allowed', (url, kind) => {
  expect(rule(url)).toBe(kind);
});

test.each([
  'https://pbx.example.com.evil.example/1.mp3',
  'https://evil-pbx.example.com/1.mp3',
  'https://a.pbx.example.com/1.mp3',
  'https://records.example.net/1.mp3',
  'https://evilrecords.example.net/1.mp3',
  'https://files.example.org/1.mp3',
  'http://10.0.0.50/1.mp3',
  'http://127.0.0.1/1.mp3',
  'http://169.254.169.254/latest',
  'https://pbx.example.com@evil.example/1.mp3',
  'ftp://pbx.example.com/1.mp3',
])('%s is not', (url) => {
  expect(rule(url)).toBeUndefined();
});

test('what is no host name is named, and with it whatever would open half the world', () => {
  const wrong = [
    'https://pbx.example.com',
    'pbx/rec',
    '*',
    '*.com',
    '*.5',
    'a b'.replace(' ', '@'),
    '-a.com',
  ];
  expect(readRecordingHosts(wrong.join(',')).faults).toEqual(wrong);
});

test('nothing listed, nothing allowed', () => {
  expect(readRecordingHosts(' , ').hosts.ruleFor(new URL('https://pbx.example.com/'))).toBeUndefined();
});

test.each([
  ['127.0.0.1', true],
  ['10.1.2.3', true],
  ['172.31.0.1', true],
  ['192.168.1.1', true],
  ['169.254.169.254', true],
  ['100.64.0.1', true],
  ['0.0.0.0', true],
  ['::1', true],
  ['::', true],
  ['fd12::1', true],
  ['fe80::1', true],
  ['::ffff:10.0.0.1', true],
  ['64:ff9b::a00:1', true],
  ['93.184.216.34', false],
  ['172.32.0.1', false],
  ['2606:2800:220:1::1', false],
])('%s is private: %s', (address, expected) => {
  expect(isPrivateAddress(address)).toBe(expected);
});
