import { accountsOf } from './accounts/accounts-config';
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
  for (const env of [complete, { ...complete, HOST: '' }])
    expect(readConfig(env)).toMatchObject({
      config: { host: '127.0.0.1', port: 8081, logLevel: 'info', own: { amo: { accountId: 28 } } },
    });
});

test('a database that many gateways share is an address of PostgreSQL, and its password is never shown', () => {
  const shared = (STORE_DATABASE: string) => readConfig({ ...complete, STORE_DATABASE });
  expect(shared('postgresql://gateway:secret@db.example.com/calls')).toMatchObject({
    config: { database: 'postgresql://gateway:secret@db.example.com/calls' },
  });
  expect(shared(' ')).toMatchObject({ config: { database: undefined } });
  for (const wrong of ['db.example.com', 'mysql://gateway:secret@db/calls', 'postgres://gateway:secret@db']) {
    const [fault, ...others] = faultsOf({ ...complete, STORE_DATABASE: wrong });
    expect(fault).toMatch(/^STORE_DATABASE (?:is no address|names no database).*: give postgresql:/);
    expect(fault).not.toContain('secret');
    expect(others).toEqual([]);
  }
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

const many = {
  ACCOUNTS_KEY: Buffer.alloc(32, 7).toString('base64'),
  PUBLIC_URL: complete.PUBLIC_URL,
  STORE_PATH: complete.STORE_PATH,
  AMO_WIDGET_CODE: complete.AMO_WIDGET_CODE,
  AMO_CLIENT_ID: complete.AMO_CLIENT_ID,
  AMO_CLIENT_SECRET: complete.AMO_CLIENT_SECRET,
};

test('a gateway for installed accounts needs none of its own', () => {
  const read = readConfig(many);
  if ('faults' in read) throw new Error(read.faults.join());
  expect(read.config.own).toBeUndefined();
  expect(read.config.accounts?.integrations).toMatchObject([
    { redirectUri: 'https://pbx.example.com/oauth', consentUrl: new URL('https://www.amocrm.ru/oauth') },
  ]);
});

test('whoever begins to name an account of its own names all of it', () => {
  expect(faultsOf({ ...many, AMO_TOKEN: 'long-lived' }).map((fault) => fault.split(' ')[0])).toEqual([
    'PBX_KEY',
    'AMO_URL',
    'AMO_ACCOUNT_ID',
  ]);
});

test.each([
  ['ACCOUNTS_KEY', 'secret'],
  ['AMO_CONSENT_URL', 'https://amocrm.example/oauth'],
  ['AMO_CONSENT_URL', 'http://www.amocrm.ru/oauth'],
])('among installed accounts %s=%j is refused by name', (name, value) => {
  const faults = faultsOf({ ...many, [name]: value });
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(new RegExp(`^${name} `));
});

test('a second integration for Kommo is named in whole', () => {
  expect(faultsOf({ ...many, KOMMO_CLIENT_ID: 'k' }).map((fault) => fault.split(' ')[0])).toEqual([
    'KOMMO_CLIENT_SECRET',
    'KOMMO_WIDGET_CODE',
  ]);
});

test.each([
  ['https://www.amocrm.ru/oauth', 'https://example.amocrm.ru', true],
  ['https://www.amocrm.ru/oauth', 'https://example.kommo.com', false],
  ['https://www.kommo.com/oauth', 'https://example.kommo.com', true],
  ['https://www.amocrm.ru/oauth', 'http://example.amocrm.ru', false],
  ['https://www.amocrm.ru/oauth', 'https://example.amocrm.ru:8443', false],
  ['https://www.amocrm.ru/oauth', 'https://amocrm.ru.example.com', false],
  ['https://www.amocrm.ru/oauth', 'https://evilamocrm.ru', false],
  ['https://www.amocrm.ru/oauth', 'https://a.b.amocrm.ru', false],
  ['https://www.amocrm.ru/oauth', 'https://www.amocrm.ru', false],
  ['https://www.amocrm.ru/oauth', 'http://127.0.0.1:9200', false],
  ['http://localhost:8080/oauth', 'http://localhost:8080', true],
  ['http://localhost:8080/oauth', 'http://localhost:9200', false],
])('with the consent of %s an account at %s may be installed: %s', (consent, account, may) => {
  expect(accountsOf(new URL(consent))(new URL(account))).toBe(may);
});

const asterisk = {
  ASTERISK_AMI: 'tcp://127.0.0.1:5038',
  ASTERISK_USER: 'gateway',
  ASTERISK_SECRET: 'a secret',
};

test('an Asterisk is named by its address and who may listen there', () => {
  const read = readConfig({ ...complete, ...asterisk });
  if ('faults' in read) throw new Error(read.faults.join());
  expect(read.config.asterisk).toMatchObject({ phones: 'PJSIP/{extension}', context: 'from-internal' });
  expect(faultsOf({ ...complete, ASTERISK_AMI: '' })).toEqual([]);
});

test.each([
  ['ASTERISK_AMI', '127.0.0.1:5038'],
  ['ASTERISK_AMI', 'http://127.0.0.1:5038'],
  ['ASTERISK_AMI', 'tcp://127.0.0.1'],
  ['ASTERISK_AMI', 'tcp://gateway@127.0.0.1:5038'],
  ['ASTERISK_USER', ''],
  ['ASTERISK_SECRET', ''],
  ['ASTERISK_PHONES', 'PJSIP/101'],
  ['ASTERISK_CONTEXT', 'from internal'],
  ['PBX_CONTROL_URL', 'https://pbx.example.com/orders'],
  ['CALLS_KEPT_DAYS', 'a year'],
  ['CALLS_KEPT_DAYS', '0'],
])('beside an Asterisk %s=%j is refused by name', (name, value) => {
  const faults = faultsOf({ ...complete, ...asterisk, [name]: value });
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(new RegExp(`^${name} `));
});

test('an Asterisk without an account whose PBX it would be is refused', () => {
  expect(faultsOf({ ...many, ...asterisk })).toEqual([expect.stringMatching(/^ASTERISK_AMI is set without/)]);
});
