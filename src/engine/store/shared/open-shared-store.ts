import { randomUUID } from 'node:crypto';
import { datastoreLimits } from '../datastore-limits';
import type { DatastoreLimits } from '../datastore-limits';
import type { EngineStore } from '../open-store';
import { openLane } from './database';
import { checkedAddress } from './database-fault';
import { schema } from './schema';
import { sharedDatastore } from './shared-datastore';
import { sharedMessages } from './shared-messages';
import { sharedTaking } from './shared-taking';

/** Held while tables are made: engines that start together make them one after the other. */
const schemaLock = 7_302_914;
const rhythm = { lookEveryMs: 500, takeEveryMs: 50, watchEveryMs: 100 } as const;

/**
 * Opens the store that engines on several machines share: a PostgreSQL database (15 or newer) by its address,
 * `postgresql://user:password@host/name`. Makes its tables where they are missing. Rejects, within seconds, with the
 * fault and its cure.
 */
export async function openSharedStore(
  address: string,
  limits: DatastoreLimits = datastoreLimits,
): Promise<EngineStore> {
  checkedAddress(address);
  const lanes = {
    quick: openLane(address, 'quick'),
    durable: openLane(address, 'durable'),
    beat: openLane(address, 'quick'),
    kept: openLane(address, 'quick'),
  };
  const close = async (): Promise<void> => {
    await Promise.all(Object.values(lanes).map((lane) => lane.close()));
  };
  const me = randomUUID();
  try {
    await lanes.beat.script(`SELECT pg_advisory_xact_lock(${schemaLock}); ${schema}`);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    messages: sharedMessages(me, lanes),
    datastore: sharedDatastore(lanes.kept, limits),
    others: { ...rhythm, ...sharedTaking(me, lanes.beat) },
    async close() {
      await lanes.beat.count('leave', 'DELETE FROM engine_host WHERE id = $1', [me]).catch(() => undefined);
      await close();
    },
  };
}
