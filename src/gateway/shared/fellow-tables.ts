import type { SqlDatabase } from '../sql-database';

/** A gateway that is heard of no more for so long is gone, and what it alone did passes on, ms. */
export const lease = 3_000;
/** Claims are no longer looked for after this, ms. */
const claimed = 15 * 60_000;
/** A second of the CRM's, and what two requests of different machines may differ in on their way, ms. */
const turnsSecond = 1_100;

const schema = `
  CREATE TABLE IF NOT EXISTS gateway (id TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS lead (
    account INTEGER PRIMARY KEY, gateway TEXT NOT NULL, until INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS browser (
    account INTEGER NOT NULL, extension TEXT NOT NULL, gateway TEXT NOT NULL, here INTEGER NOT NULL,
    at INTEGER NOT NULL, rev INTEGER NOT NULL, PRIMARY KEY (account, extension, gateway)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS browser_rev ON browser (rev);
  CREATE TABLE IF NOT EXISTS claim (
    account INTEGER NOT NULL, what TEXT NOT NULL, gateway TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (account, what)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS crm_turn (account INTEGER PRIMARY KEY, times INTEGER[] NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS paper (
    account INTEGER NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (account, name)
  ) WITHOUT ROWID;
  CREATE SEQUENCE IF NOT EXISTS browser_rev_next;
`;

/** One clock for all machines: the database's, ms since 1970. */
const clock = `
  CREATE OR REPLACE FUNCTION gateway_ms() RETURNS bigint LANGUAGE sql VOLATILE AS
  $$ SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint $$
`;

export interface BrowserRow {
  readonly account: number;
  readonly extension: string;
  readonly gateway: string;
  /** 1 or 0. */
  readonly here: number;
  /** When it came or went, ms since 1970. */
  readonly at: number;
  readonly rev: number;
}

/** Account, and what one gateway alone does there. */
export type Claim = readonly [account: number, what: string];

/** Which of them are among the rows. */
function inPlace(all: readonly Claim[], rows: readonly unknown[]): readonly boolean[] {
  const found = new Set(
    (rows as readonly { account: number; what: string }[]).map(({ account, what }) => `${account} ${what}`),
  );
  return all.map(([account, what]) => found.has(`${account} ${what}`));
}

/** What gateways on several machines must know of one another. `me`: this one, until its process ends. */
export function fellowTables(db: SqlDatabase, me: string) {
  db.exec(schema);
  db.exec(clock);
  const live = db.prepare(`
    INSERT INTO gateway (id, until) VALUES (?, gateway_ms() + ${lease})
    ON CONFLICT (id) DO UPDATE SET until = excluded.until`);
  const lead = db.prepare(`
    INSERT INTO lead (account, gateway, until)
    SELECT CAST(value->>0 AS INTEGER), ?, gateway_ms() + ${lease} FROM json_each(?)
    ON CONFLICT (account) DO UPDATE SET gateway = excluded.gateway, until = excluded.until
    WHERE lead.gateway = excluded.gateway OR lead.until < gateway_ms()
    RETURNING account`);
  const leads = db.prepare('SELECT 1 FROM lead WHERE account = ? AND gateway = ? AND until > gateway_ms()');
  const alive = db.prepare('SELECT id FROM gateway WHERE until > gateway_ms()');
  const forgetGateways = db.prepare('DELETE FROM gateway WHERE until < gateway_ms() - 3600000');
  const forgetBrowsers = db.prepare('DELETE FROM browser WHERE gateway NOT IN (SELECT id FROM gateway)');
  const forgetClaims = db.prepare(`DELETE FROM claim WHERE at < gateway_ms() - ${claimed}`);
  const leave = ['UPDATE gateway SET until = 0 WHERE id = ?', 'DELETE FROM lead WHERE gateway = ?'].map(
    (text) => db.prepare(text),
  );
  const putBrowsers = db.prepare(`
    INSERT INTO browser (account, extension, gateway, here, at, rev)
    SELECT CAST(value->>0 AS INTEGER), value->>1, ?, CAST(value->>2 AS INTEGER), gateway_ms(), nextval('browser_rev_next')
    FROM json_each(?) WHERE true
    ON CONFLICT (account, extension, gateway) DO UPDATE SET here = excluded.here, at = excluded.at, rev = excluded.rev`);
  const browsers = db.prepare(`
    SELECT account, extension, gateway, here, at, rev FROM browser
    WHERE rev > ? AND gateway <> ? ORDER BY rev`);
  // In one order everywhere: of two that want the same ones none waits for the other in turn.
  const claim = db.prepare(`
    INSERT INTO claim (account, what, gateway, at)
    SELECT DISTINCT CAST(value->>0 AS INTEGER), value->>1, ?, gateway_ms() FROM json_each(?) ORDER BY 1, 2
    ON CONFLICT (account, what) DO UPDATE SET gateway = claim.gateway WHERE claim.gateway = excluded.gateway
    RETURNING account, what`);
  const claimedOnes = db.prepare(`
    SELECT account, what FROM claim
    WHERE (account, what) IN (SELECT CAST(value->>0 AS INTEGER), value->>1 FROM json_each(?))`);
  const turn = db.prepare(`
    INSERT INTO crm_turn (account, times) VALUES (?, ARRAY[gateway_ms()])
    ON CONFLICT (account) DO UPDATE
      SET times = (ARRAY[greatest(gateway_ms(), crm_turn.times[CAST(? AS INTEGER)] + ${turnsSecond})] || crm_turn.times)[1:CAST(? AS INTEGER)]
    RETURNING greatest(0, times[1] - gateway_ms()) AS wait`);
  const paper = db.prepare('SELECT version, body FROM paper WHERE account = ? AND name = ?');
  const putPaper = db.prepare(`
    INSERT INTO paper (account, name, version, body) VALUES (?, ?, ?, ?)
    ON CONFLICT (account, name) DO UPDATE SET version = excluded.version, body = excluded.body
    WHERE paper.version = ?`);
  let beats = 0;

  return {
    /** Says that this gateway lives, and takes or keeps the lead of these accounts where nobody alive has it. */
    beat: db.transaction((accounts: readonly number[]) => {
      live.run(me);
      // Seldom is enough, and not all gateways at the same time.
      if (beats % 60 === 30) for (const sweep of [forgetGateways, forgetBrowsers, forgetClaims]) sweep.run();
      beats += 1;
      const rows = accounts.length === 0 ? [] : lead.all(me, JSON.stringify(accounts.map((one) => [one])));
      return {
        led: (rows as { account: number }[]).map(({ account }) => account),
        alive: (alive.all() as { id: string }[]).map(({ id }) => id),
      };
    }),
    /** Within a transaction of the leader's: throws for another gateway, whatever it still believes. */
    mustLead(account: number): void {
      if (leads.get(account, me) === undefined) throw new Error('another gateway leads this account now');
    },
    /** Others need not wait until the lease has run out. */
    leave: db.transaction(() => {
      for (const statement of leave) statement.run(me);
    }),
    /** Account, extension, whether a browser of it is connected here. */
    putBrowsers: db.transaction((rows: readonly (readonly [number, string, 0 | 1])[]) => {
      putBrowsers.run(me, JSON.stringify(rows));
    }),
    /** Those of other gateways that have changed since. */
    browsers: (rev: number): readonly BrowserRow[] => browsers.all(rev, me) as BrowserRow[],
    /** For each, in its place: true for the one gateway that shall do it, however often it asks. */
    claim: (all: readonly Claim[]): readonly boolean[] => inPlace(all, claim.all(me, JSON.stringify(all))),
    isClaimed: (all: readonly Claim[]): readonly boolean[] =>
      inPlace(all, claimedOnes.all(JSON.stringify(all))),
    /** Ms to wait before the next request to the account's CRM: at most `rate` in any second, over all gateways. */
    turn: (account: number, rate: number): number => (turn.get(account, rate, rate) as { wait: number }).wait,
    paper: (account: number, name: string) =>
      paper.get(account, name) as { readonly version: number; readonly body: string } | undefined,
    /** False, and nothing done, where it is of another version than `over`; 0: there is none. */
    putPaper: (account: number, name: string, over: number, body: string): boolean =>
      putPaper.run(account, name, over + 1, body, over).changes === 1,
  };
}

export type FellowTables = ReturnType<typeof fellowTables>;
