import { readSipConfig, sipAccounts } from './sip-accounts';

const good = {
  SIP_URL: 'wss://pbx.example.com:7443',
  SIP_DOMAIN: 'pbx.example.com',
  SIP_CREDENTIALS: '{"101":"first-word","102":"second-word"}',
};
const noon = 1_800_000_000_000;
const now = (): number => noon;
const read = (env: Record<string, string | undefined>) => {
  const faults: string[] = [];
  const config = readSipConfig(env, (...words) => faults.push(words.join(' ')));
  return { config, faults };
};

test('without any SIP variable no browser is a phone', () => {
  expect(read({})).toEqual({ config: undefined, faults: [] });
  expect(sipAccounts(undefined, now)('101')).toBeNull();
});

test('an agent gets the own password and nobody else’s; one without a password gets no phone', () => {
  const servers =
    '[{"urls":["stun:stun.example.com"]},{"urls":"turn:t.example.com","username":"u","credential":"c"}]';
  const { config, faults } = read({ ...good, SIP_ICE_SERVERS: servers });
  expect(faults).toEqual([]);
  expect(sipAccounts(config, now)('101')).toEqual({
    url: 'wss://pbx.example.com:7443',
    uri: 'sip:101@pbx.example.com',
    username: '101',
    password: 'first-word',
    ice_servers: [
      { urls: ['stun:stun.example.com'] },
      { urls: ['turn:t.example.com'], username: 'u', credential: 'c' },
    ],
  });
  expect(sipAccounts(config, now)('103')).toBeNull();
});

test('with the secret that the PBX knows, every number gets a password for some hours', () => {
  const short = { ...good, SIP_CREDENTIALS: '', SIP_SECRET: 'a-secret-of-the-pbx' };
  const { config, faults } = read(short);
  expect(faults).toEqual([]);
  expect(sipAccounts(config, now)('101')).toEqual({
    url: 'wss://pbx.example.com:7443',
    uri: 'sip:101@pbx.example.com',
    // `printf 1800043200:101 | openssl dgst -sha1 -hmac a-secret-of-the-pbx -binary | base64`
    username: '1800043200:101',
    password: 'WAiOFM5PT5Mk4NnygQI38X5Q71k=',
    ice_servers: [],
  });
  expect(sipAccounts(config, () => noon + 999)('101')?.username).toBe('1800043200:101');
  const longer = read({ ...short, SIP_SECRET_HOURS: '2.5' });
  expect(sipAccounts(longer.config, now)('102')?.username).toBe('1800009000:102');
  expect(sipAccounts(config, now)('101:102')).toBeNull();
});

test('a TURN server’s secret stays here: the browser gets a user name and a credential for some hours', () => {
  const servers = '[{"urls":"turn:t.example.com","secret":"turn-secret"},{"urls":"stun:s.example.com"}]';
  const { config, faults } = read({ ...good, SIP_ICE_SERVERS: servers });
  expect(faults).toEqual([]);
  const account = sipAccounts(config, now)('101');
  expect(account?.ice_servers).toEqual([
    {
      urls: ['turn:t.example.com'],
      username: '1800043200:101',
      credential: 'rw6td/S7HXYy18XU6G8pPxy+FRw=',
    },
    { urls: ['stun:s.example.com'] },
  ]);
  expect(account?.password).toBe('first-word');
  expect(JSON.stringify(account)).not.toContain('turn-secret');
});

test.each([
  ['SIP_SECRET is shorter', { SIP_CREDENTIALS: '', SIP_SECRET: 'too-short' }],
  ['SIP_SECRET is set beside', { SIP_SECRET: 'a-secret-of-the-pbx' }],
  ['SIP_SECRET_HOURS is of no use', { SIP_SECRET_HOURS: '12' }],
  ...['1', '721', 'a day', '-12', '1e1', 'Infinity', '0x10'].map((hours) => [
    'SIP_SECRET_HOURS is not a number',
    { SIP_CREDENTIALS: '', SIP_SECRET: 'a-secret-of-the-pbx', SIP_SECRET_HOURS: hours },
  ]),
] as [string, Record<string, string>][])('%s: %j is named with its cure', (wrong, env) => {
  const { faults } = read({ ...good, ...env });
  expect(faults).toEqual([expect.stringContaining(wrong)]);
  expect(faults[0]).toContain('give');
  expect(faults[0]).not.toMatch(/too-short|a-secret-of-the-pbx/);
});

test('keys go within the sound, unless the PBX wants to hear of them by INFO', () => {
  const told = (SIP_DTMF?: string) => sipAccounts(read({ ...good, SIP_DTMF }).config, now)('101');
  expect([told(), told('rtp')].some((account) => account === null || 'dtmf' in account)).toBe(false);
  expect(told('info')).toMatchObject({ dtmf: 'info' });
});

test('who has a phone on the desk as well is told so', () => {
  const env = { ...good, SIP_DESK_PHONES: '102', PBX_CONTROL_URL: 'https://pbx.example.com/control' };
  const { config, faults } = read(env);
  expect(faults).toEqual([]);
  expect(sipAccounts(config, now)('102')).toMatchObject({ desk_phone: true });
  expect(sipAccounts(config, now)('101')).not.toHaveProperty('desk_phone');
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
  ['SIP_ICE_SERVERS', '[{"urls":"turn:t.example.com","secret":7}]'],
  ['SIP_ICE_SERVERS', '[{"urls":"turn:t.example.com","username":"u","credential":"c","secret":"s"}]'],
])('%s=%s is named with its cure, and no password is repeated', (name, value) => {
  const { faults } = read({ ...good, [name]: value });
  expect(faults).toEqual([expect.stringMatching(new RegExp(`^${name} .*give`))]);
  expect(faults[0]).not.toContain('first-word');
});
