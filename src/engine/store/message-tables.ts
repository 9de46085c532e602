import type Database from 'libsql';

/** `unconsumed` waits, `consumed` is with a worker; the other two are final and carry the answer. */
export type MessageState = 'unconsumed' | 'consumed' | 'answered' | 'aside';

export interface NewMessage {
  readonly id: string;
  /** Which assignment it came by. */
  readonly assignment: string;
  /** JSON. */
  readonly body: string;
  /** Ms since 1970 by which its sender must have heard. */
  readonly deadline: number;
}

export interface StoredMessage extends NewMessage {
  readonly state: MessageState;
  /** Deliveries so far. */
  readonly attempt: number;
  readonly added: number;
  /** JSON; of final messages alone. */
  readonly answer: string | null;
  /** Why each failed delivery failed, in turn. */
  readonly faults: readonly string[];
  /** This engine holds it: no other will consume it. */
  readonly isOurs: boolean;
}

export type Counts = Readonly<Record<MessageState, number>>;

const schema = `
  CREATE TABLE IF NOT EXISTS message (
    id TEXT PRIMARY KEY, assignment TEXT NOT NULL, body TEXT NOT NULL, deadline INTEGER NOT NULL,
    state TEXT NOT NULL, attempt INTEGER NOT NULL, added INTEGER NOT NULL, settled INTEGER,
    answer TEXT, faults TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS message_state ON message (state, added);
`;

type Row = Omit<StoredMessage, 'faults' | 'isOurs'> & { readonly faults: string };

const stored = ({ faults, ...row }: Row): StoredMessage => ({
  ...row,
  faults: JSON.parse(faults) as string[],
  isOurs: true,
});

/**
 * The message bus on disk. A message is settled once: whoever comes later, or with an attempt that is over, changes
 * nothing and is told so. `at`: ms since 1970.
 */
export function messageTables(db: Database.Database) {
  db.exec(schema);
  const one = db.prepare('SELECT * FROM message WHERE id = ?');
  const insert = db.prepare(
    `INSERT INTO message (id, assignment, body, deadline, state, attempt, added, faults)
     VALUES (?, ?, ?, ?, 'unconsumed', 0, ?, '[]')`,
  );
  const take = db.prepare(
    `UPDATE message SET state = 'consumed', attempt = ? WHERE id = ? AND state = 'unconsumed' AND attempt = ?`,
  );
  const giveBack = db.prepare(
    `UPDATE message SET state = 'unconsumed', faults = json_insert(faults, '$[#]', ?)
     WHERE id = ? AND state = 'consumed' AND attempt = ?`,
  );
  const close = db.prepare(
    `UPDATE message SET state = ?, answer = ?, settled = ?,
       faults = CASE WHEN ? IS NULL THEN faults ELSE json_insert(faults, '$[#]', ?) END
     WHERE id = ? AND state IN ('unconsumed', 'consumed') AND attempt = coalesce(?, attempt)`,
  );
  const giveAllBack = db.prepare(
    `UPDATE message SET state = 'unconsumed', faults = json_insert(faults, '$[#]', ?) WHERE state = 'consumed'`,
  );
  const waiting = db.prepare(`SELECT * FROM message WHERE state = 'unconsumed' ORDER BY added, id`);
  const besides = db.prepare(`SELECT * FROM message WHERE state = 'aside' ORDER BY added DESC LIMIT ?`);
  const count = db.prepare('SELECT state, count(*) AS n FROM message GROUP BY state');
  const drop = db.prepare(`DELETE FROM message WHERE state = ? AND added < ?`);

  const found = (id: string): StoredMessage | undefined => {
    const [row] = one.all(id) as Row[];
    return row && stored(row);
  };

  return {
    /** Undefined for a new message; the one of that id, where there is one already. */
    add(message: NewMessage, at: number): StoredMessage | undefined {
      const known = found(message.id);
      if (known === undefined) insert.run(message.id, message.assignment, message.body, message.deadline, at);
      return known;
    },
    /** False: it is not there to be consumed. `attempt` counts from 1. */
    consume: (id: string, attempt: number): boolean => take.run(attempt, id, attempt - 1).changes === 1,
    release: (id: string, attempt: number, fault: string): boolean =>
      giveBack.run(fault, id, attempt).changes === 1,
    /** `attempt`: null for whichever it is at; its sender must hear now. */
    settle: (
      id: string,
      attempt: number | null,
      state: 'answered' | 'aside',
      answer: string,
      fault: string | null,
      at: number,
    ): boolean => close.run(state, answer, at, fault, fault, id, attempt).changes === 1,
    /** After a start: whatever an engine that died had with its workers waits again. Gives all that wait. */
    recover(fault: string): readonly StoredMessage[] {
      giveAllBack.run(fault);
      return (waiting.all() as Row[]).map(stored);
    },
    find: found,
    /** The newest first. */
    aside: (most: number): readonly StoredMessage[] => (besides.all(most) as Row[]).map(stored),
    counts(): Counts {
      const counts = { unconsumed: 0, consumed: 0, answered: 0, aside: 0 };
      for (const { state, n } of count.all() as { state: MessageState; n: number }[]) counts[state] = n;
      return counts;
    },
    /** Final messages older than these times are forgotten. */
    forget(answeredBefore: number, asideBefore: number): void {
      drop.run('answered', answeredBefore);
      drop.run('aside', asideBefore);
    },
  };
}

export type MessageTables = ReturnType<typeof messageTables>;
