import { readFileSync, statSync } from 'node:fs';
import { emptyPlan, type WrittenPlan } from '../../routing/plan';
import { readPlan } from '../../routing/read-plan';
import { knowsZone } from './zone-offset';

const lookAgain = 2_000;

function read(path: string): WrittenPlan {
  let raw: unknown;
  try {
    raw = JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch (error) {
    throw new Error(`ROUTING_PLAN: ${path}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  const result = readPlan(raw, knowsZone);
  if ('plan' in result) return { written: raw, plan: result.plan };
  const faults = result.faults.map(({ path: place, message }) => `\n  ${place} ${message}`);
  throw new Error(`ROUTING_PLAN: ${path} cannot be followed:${faults.join('')}`);
}

/**
 * The plan in a file, read anew when the file has changed. Throws where it is wrong at the start; a wrong change later
 * is told to `warn`, and the plan before it stays in force. Undefined: the empty plan.
 */
export function planFile(
  path: string | undefined,
  now: () => number,
  warn: (error: unknown, message: string) => void,
): () => WrittenPlan {
  if (path === undefined) return () => ({ written: {}, plan: emptyPlan });
  let plan = read(path);
  let [changed, looked] = [statSync(path).mtimeMs, now()];
  return () => {
    if (now() - looked < lookAgain) return plan;
    looked = now();
    try {
      const { mtimeMs } = statSync(path);
      if (mtimeMs === changed) return plan;
      changed = mtimeMs;
      plan = read(path);
    } catch (error) {
      warn(error, 'the routing plan stays as it was');
    }
    return plan;
  };
}
