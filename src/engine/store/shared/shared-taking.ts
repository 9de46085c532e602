import type { StoredMessage } from '../message-tables';
import type { OtherEngines } from '../open-store';
import type { Lane } from './database';
import { columns } from './shared-messages';

/** So long a message waits for its own engine before others take it: that one may be about to consume it. */
const patience = '30 milliseconds';

/** By what engines that share a bus share its work. `me`: this engine. */
export function sharedTaking(me: string, lane: Lane): Pick<OtherEngines, 'take' | 'elsewhere'> {
  return {
    // Two engines that see the same message waiting: the second one's update finds its holder changed, and leaves it.
    take: (wants) =>
      lane.rows<StoredMessage>(
        'take',
        `UPDATE engine_message SET holder = $1, waiting = clock_timestamp()
           WHERE state = 'unconsumed' AND (id, holder) IN (
             SELECT id, holder FROM (
               SELECT id, holder, free, row_number() OVER (PARTITION BY script ORDER BY added, id) AS place
                 FROM engine_message
                   JOIN unnest($2::text[], $3::text[], $4::integer[]) AS want(assignment, script, free)
                     USING (assignment)
                 WHERE state = 'unconsumed' AND holder <> $1 AND deadline > $5
                   AND waiting < clock_timestamp() - interval '${patience}'
             ) AS waits WHERE place <= free
           )
           RETURNING ${columns}`,
        [
          me,
          wants.map(({ assignment }) => assignment),
          wants.map(({ script }) => script),
          wants.map(({ free }) => free),
          Date.now(),
        ],
      ),
    elsewhere: (ids) =>
      lane.rows<StoredMessage>(
        'elsewhere',
        `SELECT ${columns} FROM engine_message WHERE id = ANY ($2::text[]) AND holder <> $1`,
        [me, ids],
      ),
  };
}
