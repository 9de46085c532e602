import { Refusal } from './refusal';

/** Internal numbers by user id, as the administrator entered them in the widget's settings. */
export type ExtensionMap = ReadonlyMap<string, string>;

const fresh = 30_000;
/** Where the user's page shows another number than is known here, it was just entered: the CRM is asked again, but no oftener. */
const betweenReads = 300;
/** After a failure the CRM is left alone for a while. */
const pause = 5_000;

/** What outlives a restart. Neither throws. */
export interface KeptExtensions {
  load(): ExtensionMap | undefined;
  save(map: ExtensionMap): void;
}

/** Finds a user's internal number; one request at a time, the last known answer while the CRM is down. */
export function extensions(
  read: () => Promise<ExtensionMap>,
  now: () => number,
  wait: (ms: number) => Promise<void>,
  kept?: KeptExtensions,
) {
  const before = kept?.load();
  let known = before && { map: before, at: -Infinity };
  let failed: { error: Refusal; at: number } | undefined;
  let running: Promise<void> | undefined;

  const refresh = (): Promise<void> =>
    (running ??= read()
      .then(
        (map) => {
          known = { map, at: now() };
          failed = undefined;
          kept?.save(map);
        },
        (error: unknown) => {
          const why =
            error instanceof Refusal
              ? error
              : new Refusal(503, 'crm_unavailable', 'The CRM does not answer.', 5);
          failed = { error: why, at: now() };
        },
      )
      .finally(() => (running = undefined)));

  const age = (): number => (known === undefined ? Infinity : now() - known.at);
  const refreshIf = async (due: boolean): Promise<void> => {
    const resting = failed !== undefined && now() - failed.at < pause;
    if (due && !resting) await refresh();
  };
  const lastRead = (): ExtensionMap => {
    if (known !== undefined) return known.map;
    throw failed?.error ?? new Refusal(503, 'crm_unavailable', 'The CRM does not answer.', 5);
  };

  return {
    /**
     * Null: nobody has entered a number. `shown`: what the user's page believes the number to be; only the CRM's word
     * counts. Rejects with a 503 `Refusal` while nothing was ever read.
     */
    of: async (user: number, shown = ''): Promise<string | null> => {
      const id = String(user);
      const differs = (known?.map.get(id) ?? '') !== shown;
      if (differs && age() < betweenReads) await wait(betweenReads - age());
      await refreshIf(age() >= (differs ? betweenReads : fresh));
      return lastRead().get(id) ?? null;
    },
    /** Everybody's, at once where anything was ever read; made fresh behind that. Rejects as `of` does. */
    all: async (): Promise<ExtensionMap> => {
      const renewed = refreshIf(age() >= fresh);
      if (known === undefined) await renewed;
      return lastRead();
    },
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A setting of type `users` is an object, or the same as a JSON string. */
function usersMap(value: unknown): ExtensionMap | undefined {
  let map = value;
  if (typeof value === 'string' && value.startsWith('{')) {
    try {
      map = JSON.parse(value) as unknown;
    } catch {
      return undefined;
    }
  }
  if (!isRecord(map)) return undefined;
  const entries = Object.entries(map);
  if (!entries.every(([id, text]) => /^\d+$/.test(id) && ['string', 'number'].includes(typeof text)))
    return undefined;
  return new Map(
    entries.map(([id, text]) => [id, String(text).trim()] as const).filter(([, text]) => text !== ''),
  );
}

/** The map in the widget's settings: the setting `extensions`, else the first one that looks like it. */
export function extensionsIn(settings: unknown): ExtensionMap {
  if (!isRecord(settings)) return new Map();
  const maps = [settings['extensions'], ...Object.values(settings)].map(usersMap);
  return maps.find((map) => map !== undefined && map.size > 0) ?? new Map();
}
