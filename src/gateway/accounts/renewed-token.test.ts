import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SqlDatabase } from '../sql-database';
import { openAccountTables } from './account-tables';
import { TokensRefused, type ExchangeTokens } from './exchange-tokens';
import { renewedToken } from './renewed-token';
import { seal } from './seal';

const hour = 3_600_000;
const url = 'https://example.amocrm.ru';
const folder = mkdtempSync(join(tmpdir(), 'tokens-'));
const locked = seal([Buffer.alloc(32, 7)]);
const opened: { close(): void }[] = [];
afterAll(() => {
  for (const tables of opened) tables.close();
  rmSync(folder, { recursive: true });
});

let accounts = 0;
/** An account whose CRM takes each refresh token once, and processes that share its row. */
function installed() {
  const clock = { now: 1_000_000 };
  const account = (accounts += 1);
  const crm = { refresh: 'r-0', asked: 0, answer: undefined as (() => Promise<void>) | undefined };
  const pair = (count: number) => ({
    access: `a-${count}`,
    refresh: `r-${count}`,
    expires: clock.now + 24 * hour,
    renewFrom: clock.now + 12 * hour,
  });
  const exchange: ExchangeTokens = async (_url, grant) => {
    crm.asked += 1;
    if (grant.grant_type !== 'refresh_token' || grant.refresh_token !== crm.refresh)
      throw new TokensRefused('used');
    const next = pair(crm.asked);
    crm.refresh = next.refresh;
    await crm.answer?.();
    return next;
  };
  const alarms: string[] = [];
  const process = () => {
    const tables = openAccountTables(folder, locked);
    opened.push(tables);
    const token = renewedToken({
      ...{ account, tables, exchange, now: () => clock.now },
      who: `process ${opened.length}`,
      wait: (ms) => {
        clock.now += ms;
        return new Promise((resolve) => setImmediate(resolve));
      },
      alarm: (message) => alarms.push(message),
    });
    return { tables, token };
  };
  const first = process();
  first.tables.install(account, url, 'client', pair(0));
  return { ...first, account, clock, crm, alarms, process };
}

/** Tokens find no room until the trigger is dropped. */
const fill = (db: SqlDatabase): unknown =>
  db.exec(`CREATE TEMP TRIGGER no_room BEFORE UPDATE OF sealed ON account
    BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`);

test('a fresh token is used as it is, and one at half its life is renewed while it is used', async () => {
  const { token, clock, crm } = installed();
  clock.now += 11 * hour;
  expect(await token.current()).toBe('a-0');
  expect(crm.asked).toBe(0);
  clock.now += hour;
  expect(await token.current()).toBe('a-0');
  await new Promise((resolve) => setTimeout(resolve));
  expect(await token.current()).toBe('a-1');
  expect(crm.asked).toBe(1);
});

test('of twenty that want to renew one asks, and all have the new token', async () => {
  const { clock, crm, process, alarms } = installed();
  const all = Array.from({ length: 20 }, process);
  clock.now += 25 * hour;
  expect(new Set(await Promise.all(all.map(({ token }) => token.current())))).toEqual(new Set(['a-1']));
  expect([crm.asked, alarms]).toEqual([1, []]);
});

test('whoever dies while it asks is followed by another; a CRM that has used up the token is alarmed about', async () => {
  const { clock, crm, process, alarms, account } = installed();
  clock.now += 13 * hour;
  // Answered, and never stored.
  crm.answer = () => new Promise(() => undefined);
  void process().token.renew(1);
  crm.answer = undefined;
  const { token, tables } = process();
  expect(await token.renew(1)).toBe(false);
  expect(alarms).toEqual(['used']);
  expect(tables.account(account)?.state).toBe('reconnect');
  // Half a day is left to install it anew.
  expect(await token.current()).toBe('a-0');
  clock.now += 11 * hour;
  await expect(token.current()).rejects.toThrow('install the integration anew');
});

test('an answer that comes after the lease has passed on is stored: the CRM knows no other', async () => {
  const { clock, crm, process, tables, account } = installed();
  let come = (): void => undefined;
  crm.answer = () => new Promise((resolve) => (come = resolve));
  const slow = process().token.renew(1);
  crm.answer = undefined;
  clock.now += 16_000;
  expect(await process().token.renew(1)).toBe(false);
  come();
  expect(await slow).toBe(true);
  expect(tables.account(account)).toMatchObject({
    state: 'active',
    tokens: { access: 'a-1', refresh: 'r-1' },
  });
});

test('a CRM that does not answer is not asked at every request', async () => {
  const { token, clock, crm } = installed();
  crm.answer = () => Promise.reject(new Error('reset'));
  clock.now += 13 * hour;
  for (let count = 0; count < 5; count += 1) {
    expect(await token.current()).toBe('a-0');
    await new Promise((resolve) => setTimeout(resolve));
  }
  expect(crm.asked).toBe(1);
});

test('a pair that finds no room on the disk is used from memory, and stored once there is room', async () => {
  const { token, tables, account, clock, crm, alarms } = installed();
  fill(tables.db);
  const soon = () => new Promise((resolve) => setTimeout(resolve));
  clock.now += 13 * hour;
  expect(await token.current()).toBe('a-0');
  await soon();
  expect(await token.current()).toBe('a-1');
  clock.now += 31_000;
  expect(await token.current()).toBe('a-1');
  await soon();
  expect(alarms).toHaveLength(2);
  expect(alarms[0]).toContain('database or disk is full');
  expect(await token.insteadOf('a-0')).toBe('a-1');
  // By now the stored one has run out.
  clock.now += 12 * hour;
  expect(await token.current()).toBe('a-1');
  await soon();
  expect([tables.account(account)?.tokens?.access, crm.asked]).toEqual(['a-0', 1]);

  tables.db.exec('DROP TRIGGER no_room');
  clock.now += 31_000;
  expect(await token.current()).toBe('a-1');
  await soon();
  expect(tables.account(account)?.tokens).toMatchObject({ access: 'a-1', refresh: 'r-1' });
  clock.now += 31_000;
  expect(await token.current()).toBe('a-1');
  await soon();
  expect(await token.current()).toBe('a-2');
  expect(crm.asked).toBe(2);
});

test('an account installed anew forgets a pair that found no room', async () => {
  const { token, tables, account, clock, crm } = installed();
  fill(tables.db);
  await expect(token.renew(1)).rejects.toThrow('full');
  tables.db.exec('DROP TRIGGER no_room');
  const later = clock.now + hour;
  const anew = { access: 'anew', refresh: 'r-anew', expires: later, renewFrom: later };
  tables.install(account, url, 'client', anew);
  expect(await token.current()).toBe('anew');
  expect(crm.asked).toBe(1);
});

test('a token that is refused before its time is renewed once, not again and again', async () => {
  const { token, crm, clock } = installed();
  expect(await token.insteadOf('a-0')).toBe('a-1');
  expect(await token.insteadOf('a-0')).toBe('a-1');
  expect(await token.insteadOf('a-1')).toBeUndefined();
  expect(crm.asked).toBe(1);
  clock.now += 61_000;
  expect(await token.insteadOf('a-1')).toBe('a-2');
});

test('an uninstalled account has no token, and no late answer gives it one', async () => {
  const { token, tables, account, crm, clock } = installed();
  let come = (): void => undefined;
  crm.answer = () => new Promise((resolve) => (come = resolve));
  const slow = token.renew(1);
  tables.uninstall(account, clock.now);
  come();
  expect(await slow).toBe(false);
  await expect(token.current()).rejects.toThrow('not installed');
  expect(tables.sessionsFrom(account)).toBe(clock.now);
});

test('a new key seals what an old one sealed, and the old one is needed no more', () => {
  const { tables, account } = installed();
  const fresh = Buffer.alloc(32, 9);
  const both = openAccountTables(folder, seal([fresh, Buffer.alloc(32, 7)]));
  expect(both.reseal()).toBeGreaterThan(0);
  expect(both.reseal()).toBe(0);
  both.close();
  const alone = openAccountTables(folder, seal([fresh]));
  expect(alone.account(account)?.tokens?.refresh).toBe('r-0');
  alone.close();
  expect(() => tables.account(account)).toThrow('ACCOUNTS_KEY');
});
