import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { RoutingPlan, WrittenPlan } from '../../routing/plan';
import { readPlan, type PlanFault } from '../../routing/read-plan';
import { knowsZone } from './zone-offset';

/** A plan that an administrator saved. */
export interface SavedPlan {
  /** Grows by one with every change. */
  readonly version: number;
  /** ISO 8601. */
  readonly at: string;
  /** User id; null: it came from the plan's file. */
  readonly by: number | null;
  readonly plan: unknown;
}

type Refused = 'changed' | { readonly faults: readonly PlanFault[] };
export type PlanSaved = 'saved' | Refused;

const kept = 10;

/** The plan in force: what was saved here last, else what `initial` says (`ROUTING_PLAN`). Kept in `folder`, on disk. */
export function planStore(folder: string, initial: () => WrittenPlan, now: () => number) {
  const path = join(folder, 'routing-plan.json');
  let saved: readonly SavedPlan[] = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as SavedPlan[])
    : [];
  const readSaved = ({ plan }: SavedPlan): RoutingPlan => {
    const read = readPlan(plan, knowsZone);
    if ('plan' in read) return read.plan;
    const faults = read.faults.map(({ path: place, message }) => `\n  ${place} ${message}`);
    throw new Error(`${path} cannot be followed; take it away to begin with ROUTING_PLAN:${faults.join('')}`);
  };
  const [newest] = saved;
  let current: RoutingPlan | undefined = newest && readSaved(newest);

  function write(next: readonly SavedPlan[]): void {
    mkdirSync(folder, { recursive: true });
    const file = openSync(`${path}.new`, 'w');
    try {
      writeSync(file, JSON.stringify(next));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(`${path}.new`, path);
    saved = next;
  }

  /** What stands here once the plan is saved, newest first. */
  function next(plan: unknown, by: number, over: number): Refused | readonly SavedPlan[] {
    const read = readPlan(plan, knowsZone);
    if ('faults' in read) return read;
    if (over !== (saved[0]?.version ?? 0)) return 'changed';
    const at = new Date(now()).toISOString();
    // What was in force before the first change must not be lost by it.
    const before = saved.length > 0 ? saved : [{ version: 0, at, by: null, plan: initial().written }];
    return [{ version: over + 1, at, by, plan }, ...before].slice(0, kept);
  }
  /** Throws where the newest cannot be followed. */
  function take(list: readonly SavedPlan[]): void {
    const [first] = list;
    const plan = first && readSaved(first);
    write(list);
    current = plan;
  }

  return {
    /** What routes calls now. */
    current(): WrittenPlan {
      const [last] = saved;
      return last === undefined || current === undefined ? initial() : { written: last.plan, plan: current };
    },
    /** Number of the plan in force; 0: nothing was saved here yet. */
    version: (): number => saved[0]?.version ?? 0,
    /** Newest first. */
    history: (): readonly SavedPlan[] => saved,
    /** Makes it the plan in force, on disk. `over`: the version that it was made from; "changed": it is not the newest. */
    save(plan: unknown, by: number, over: number): PlanSaved | Promise<PlanSaved> {
      const made = next(plan, by, over);
      if (made === 'changed' || 'faults' in made) return made;
      take(made);
      return 'saved';
    },
    next,
    take,
  };
}

export type PlanStore = ReturnType<typeof planStore>;
