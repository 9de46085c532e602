import { join } from 'node:path';
import { openPostgres, type PostgresDatabase } from '../../src/gateway/shared/postgres-database';
import { sharedTables } from '../../src/gateway/shared/shared-store';
import { testStore } from '../fakes/store-at-hand';
import { hasPostgres, startPostgres } from './postgres';
import type { Postgres } from './postgres';

jest.setTimeout(60_000);

const line = join(__dirname, '../../dist/gateway/postgres-line.js');
const inDatabase = hasPostgres ? describe : describe.skip;

let postgres: Postgres | undefined;
let db: PostgresDatabase;
beforeAll(async () => {
  if (!hasPostgres) return;
  postgres = await startPostgres();
  db = openPostgres({ address: postgres.address, line });
});
afterAll(async () => {
  if (!hasPostgres) return;
  db.close();
  await postgres?.remove();
});

/** Whose folder the tables now are of. */
let shown = '';
testStore((folder, now, logging) => {
  if (folder !== shown) db.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  shown = folder;
  return { ...sharedTables(db, 'me', now, logging).tables, close: () => undefined };
});

/** The embedded store's own tests, of the database that many gateways share. */
inDatabase.each([
  ['calls', '../../src/gateway/call-tables.test'],
  ['the call log', '../../src/gateway/log/log-tables.test'],
  ['dial lists', '../../src/gateway/dial/dial-tables.test'],
  ['what is kept', '../../src/gateway/keep-store-small.test'],
])('%s in PostgreSQL', (_what, file) => {
  jest.requireActual(file);
});
