import { readConfig } from './config';

const complete = {
  PUBLIC_URL: 'https://pbx.example.com',
  STORE_PATH: '/var/lib/gateway',
  PBX_KEY: 'k'.repeat(16),
  AMO_URL: 'https://example.amocrm.ru',
  AMO_ACCOUNT_ID: '28',
  AMO_TOKEN: 'long-lived',
  AMO_WIDGET_CODE: 'amocrm_telephony',
  AMO_CLIENT_ID: 'a1b2',
  AMO_CLIENT_SECRET: 's'.repeat(32),
};
const faultsOf = (env: Record<string, string>) => {
  const read = readConfig(env);
  return 'faults' in read ? read.faults : [];
};

test('a complete environment is accepted', () => {
  expect(readConfig(complete)).toMatchObject({
    config: { host: '127.0.0.1', port: 8081, logLevel: 'info', amo: { accountId: 28 } },
  });
});

test('an empty environment is refused with everything that is missing, each with its cure', () => {
  const faults = faultsOf({});
  expect(faults.map((fault) => fault.split(' ')[0])).toEqual(Object.keys(complete));
  for (const fault of faults) expect(fault).toMatch(/^[A-Z_]+ is not set: \S+/);
});

test.each([
  ['PORT', 'http'],
  ['RECORDING_HOSTS', 'https://pbx.example.com'],
  ['RECORDING_HOSTS', 'pbx.example.com, *'],
  ['AWAY_NOTIFICATIONS', 'yes'],
  ['PORT', ''],
  ['PORT', '70000'],
  ['PUBLIC_URL', 'pbx.example.com'],
  ['PUBLIC_URL', 'http://pbx.example.com'],
  ['PUBLIC_URL', 'https://pbx.example.com/gateway'],
  ['AMO_URL', 'http://example.amocrm.ru'],
  ['AMO_URL', 'https://user@example.amocrm.ru'],
  ['AMO_ACCOUNT_ID', 'example'],
  ['AMO_ACCOUNT_ID', '1.5'],
  ['PBX_KEY', 'short'],
  ['AMO_CLIENT_SECRET', 'short'],
  ['LOG_LEVEL', 'loud'],
])('%s=%j is refused by name', (name, value) => {
  const faults = faultsOf({ ...complete, [name]: value });
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(new RegExp(`^${name} `));
});

test('a fault never repeats a secret', () => {
  expect(faultsOf({ ...complete, PBX_KEY: 'hunter2' }).join()).not.toContain('hunter2');
});

test('plain http is accepted for this machine alone', () => {
  expect(
    faultsOf({ ...complete, PUBLIC_URL: 'http://localhost:8081', AMO_URL: 'http://127.0.0.1:8080' }),
  ).toEqual([]);
});
