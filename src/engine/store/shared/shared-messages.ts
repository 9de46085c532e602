import { grouped } from '../../../domain/grouped';
import type { EngineTables } from '../engine-tables';
import type { Counts, MessageState, StoredMessage } from '../message-tables';
import type { Remote } from '../store-talk';
import type { Lane } from './database';

/** So long an engine that is heard of no more keeps its messages, s. */
const lease = '2 seconds';
/** So long after its deadline a message waits for the engine that has it, ms. */
const orphanedAfter = 5000;
const groupSize = 500;

/** As `StoredMessage`; `$1`: this engine. */
export const columns = `id, assignment, body, state, attempt, answer, faults,
  deadline::float8 AS deadline, added::float8 AS added, holder = $1 AS "isOurs"`;
const isOpen = `state IN ('unconsumed', 'consumed')`;

interface Settling {
  readonly id: string;
  readonly attempt: number | null;
  readonly state: string;
  readonly answer: string;
  readonly fault: string | null;
  readonly at: number;
}

/** PostgreSQL's text knows no character of the number nought. */
const sayable = (fault: string): string => fault.replaceAll('\0', '\uFFFD');

/**
 * The message bus in a database that engines share. Each message has one engine that holds it: its workers alone
 * consume it. An engine that is heard of no more loses what it holds to the others; a busy one what waits with it
 * (shared-taking.ts). `quick`: what may go with the
 * server; `durable`: answers; `beat`: never behind either. `me`: this engine, until its process ends.
 */
export function sharedMessages(
  me: string,
  { quick, durable, beat }: Readonly<Record<'quick' | 'durable' | 'beat', Lane>>,
): Remote<EngineTables['messages']> {
  const find = async (id: string): Promise<StoredMessage | undefined> => {
    const [row] = await quick.rows<StoredMessage>(
      'find',
      `SELECT ${columns} FROM engine_message WHERE id = $2`,
      [me, id],
    );
    return row;
  };

  const settleAll = grouped(async (group: readonly Settling[]): Promise<readonly boolean[]> => {
    const settled = await durable.rows<{ place: number }>(
      'settle',
      `UPDATE engine_message m
         SET state = g.state, answer = g.answer, settled = g.at,
           faults = CASE WHEN g.fault IS NULL THEN m.faults ELSE array_append(m.faults, g.fault) END
         FROM unnest($2::text[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::bigint[])
           WITH ORDINALITY AS g(id, attempt, state, answer, fault, at, place)
         WHERE m.id = g.id AND m.${isOpen} AND (g.attempt IS NULL OR m.attempt = g.attempt AND m.holder = $1)
         RETURNING g.place::integer`,
      [
        me,
        group.map(({ id }) => id),
        group.map(({ attempt }) => attempt),
        group.map(({ state }) => state),
        group.map(({ answer }) => answer),
        group.map(({ fault }) => fault),
        group.map(({ at }) => at),
      ],
    );
    const places = new Set(settled.map(({ place }) => place));
    return group.map((_one, index) => places.has(index + 1));
  }, groupSize);

  return {
    async add({ id, assignment, body, deadline }, at) {
      const added = await quick.count(
        'add',
        `INSERT INTO engine_message (id, assignment, body, deadline, state, attempt, added, holder)
           VALUES ($2, $3, $4, $5, 'unconsumed', 0, $6, $1) ON CONFLICT (id) DO NOTHING`,
        [me, id, assignment, body, deadline, at],
      );
      return added === 1 ? undefined : find(id);
    },
    consume: async (id, attempt) =>
      (await quick.count(
        'consume',
        `UPDATE engine_message SET state = 'consumed', attempt = $3
           WHERE id = $2 AND state = 'unconsumed' AND attempt = $3 - 1 AND holder = $1`,
        [me, id, attempt],
      )) === 1,
    release: async (id, attempt, fault) =>
      (await quick.count(
        'release',
        `UPDATE engine_message SET state = 'unconsumed', faults = array_append(faults, $4::text),
             waiting = clock_timestamp()
           WHERE id = $2 AND state = 'consumed' AND attempt = $3 AND holder = $1`,
        [me, id, attempt, sayable(fault)],
      )) === 1,
    settle: (id, attempt, state, answer, fault, at) =>
      settleAll({ id, attempt, state, answer, fault: fault === null ? null : sayable(fault), at }),
    async recover(fault) {
      await beat.count(
        'beat',
        `INSERT INTO engine_host VALUES ($1, clock_timestamp() + interval '${lease}')
           ON CONFLICT (id) DO UPDATE SET until = excluded.until`,
        [me],
      );
      return beat.rows<StoredMessage>(
        'adopt',
        `WITH left_over AS (
           SELECT id FROM engine_message m
             WHERE ${isOpen} AND (deadline < $3 OR holder <> $1 AND NOT EXISTS (
               SELECT FROM engine_host WHERE id = m.holder AND until > clock_timestamp()))
             ORDER BY added, id LIMIT 1000 FOR UPDATE SKIP LOCKED
         )
         UPDATE engine_message SET holder = $1, state = 'unconsumed', waiting = clock_timestamp(),
             faults = CASE state WHEN 'consumed' THEN array_append(faults, $2::text) ELSE faults END
           WHERE id IN (SELECT id FROM left_over)
           RETURNING ${columns}`,
        [me, fault, Date.now() - orphanedAfter],
      );
    },
    find,
    aside: (most) =>
      quick.rows<StoredMessage>(
        'aside',
        `SELECT ${columns} FROM engine_message WHERE state = 'aside' ORDER BY added DESC LIMIT $2`,
        [me, most],
      ),
    async counts(): Promise<Counts> {
      const rows = await quick.rows<{ state: MessageState; n: number }>(
        'counts',
        'SELECT state, count(*)::integer AS n FROM engine_message GROUP BY state',
      );
      const none: Counts = { unconsumed: 0, consumed: 0, answered: 0, aside: 0 };
      return { ...none, ...Object.fromEntries(rows.map(({ state, n }) => [state, n])) };
    },
    async forget(answeredBefore, asideBefore) {
      await quick.count(
        'forget',
        `DELETE FROM engine_message
           WHERE state = 'answered' AND added < $1 OR state = 'aside' AND added < $2`,
        [answeredBefore, asideBefore],
      );
      await quick.count(
        'forget hosts',
        `DELETE FROM engine_host WHERE until < clock_timestamp() - interval '1 hour'`,
      );
    },
  };
}
