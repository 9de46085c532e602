import { readSipConfig, sipAccounts } from './sip-accounts';

const good = {
  SIP_URL: 'wss://pbx.example.com:7443',
  SIP_DOMAIN: 'pbx.example.com',
  SIP_CREDENTIALS: '{"101":"first-word","102":"second-word"}',
};
const read = (env: Record<string, string | undefined>) => {
  const faults: string[] = [];
  const config = readSipConfig(env, (...words) => faults.push(words.join(' ')));
  return { config, faults };
};

test('without any SIP variable no browser is a phone', () => {
  expect(read({})).toEqual({ config: undefined, faults: [] });
  expect(sipAccounts(undefined)('101')).toBeNull();
});

test('an agent gets the own password and nobody else’s; one without a password gets no phone', () => {
  const servers =
    '[{"urls":["stun:stun.example.com"]},{"urls":"turn:t.example.com","username":"u","credential":"c"}]';
  const { config, faults } = read({ ...good, SIP_ICE_SERVERS: servers });
  expect(faults).toEqual([]);
  expect(sipAccounts(config)('101')).toEqual({
    url: 'wss://pbx.example.com:7443',
    uri: 'sip:101@pbx.example.com',
    username: '101',
    password: 'first-word',
    ice_servers: [
      { urls: ['stun:stun.example.com'] },
      { urls: ['turn:t.example.com'], username: 'u', credential: 'c' },
    ],
  });
  expect(sipAccounts(config)('103')).toBeNull();
});

test('keys go within the sound, unless the PBX wants to hear of them by INFO', () => {
  const told = (SIP_DTMF?: string) => sipAccounts(read({ ...good, SIP_DTMF }).config)('101');
  expect([told(), told('rtp')].some((account) => account === null || 'dtmf' in account)).toBe(false);
  expect(told('info')).toMatchObject({ dtmf: 'info' });
});

test('who has a phone on the desk as well is told so', () => {
  const env = { ...good, SIP_DESK_PHONES: '102', PBX_CONTROL_URL: 'https://pbx.example.com/control' };
  const { config, faults } = read(env);
  expect(faults).toEqual([]);
  expect(sipAccounts(config)('102')).toMatchObject({ desk_phone: true });
  expect(sipAccounts(config)('101')).not.toHaveProperty('desk_phone');
  const asterisk = { ...env, PBX_CONTROL_URL: '', ASTERISK_AMI: '127.0.0.1:5038' };
  expect(read(asterisk).faults).toEqual([]);
  expect(read({ ...env, SIP_DESK_PHONES: '101, 109' }).faults).toEqual([
    expect.stringMatching(/^SIP_DESK_PHONES names 109.*give/),
  ]);
});

test('ws:// is for this machine alone', () => {
  expect(read({ ...good, SIP_URL: 'ws://localhost:8082' }).faults).toEqual([]);
  expect(read({ ...good, SIP_URL: 'ws://pbx.example.com' }).faults).toEqual([
    expect.stringMatching(/^SIP_URL.*wss:/),
  ]);
});

test.each([
  ['SIP_URL', undefined],
  ['SIP_URL', 'https://pbx.example.com'],
  ['SIP_DOMAIN', undefined],
  ['SIP_DOMAIN', 'sip:pbx.example.com'],
  ['SIP_CREDENTIALS', undefined],
  ['SIP_CREDENTIALS', '["101"]'],
  ['SIP_CREDENTIALS', '{"101":7}'],
  ['SIP_CREDENTIALS', '{101'],
  ['SIP_DTMF', 'inband'],
  ['SIP_DESK_PHONES', '101'],
  ['SIP_ICE_SERVERS', 'stun:stun.example.com'],
  ['SIP_ICE_SERVERS', '[{"urls":"http://stun.example.com"}]'],
])('%s=%s is named with its cure, and no password is repeated', (name, value) => {
  const { faults } = read({ ...good, [name]: value });
  expect(faults).toEqual([expect.stringMatching(new RegExp(`^${name} .*give`))]);
  expect(faults[0]).not.toContain('first-word');
});
