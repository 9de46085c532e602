import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import type { EnginePlan } from './plan/engine-plan';
import type { Script } from './script';

const nameOf = (path: string): string => basename(path, extname(path));

/** Every script beside one, which it might import. */
function neighbours(path: string): Record<string, string> {
  const folder = dirname(path);
  return Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith('.js') && name !== basename(path))
      .map((name) => [nameOf(name), readFileSync(resolve(folder, name), 'utf8')]),
  );
}

/** Reads the files of a plan's scripts. `folder`: where the plan lies. Throws for a file that is not there. */
export function readPlannedScripts(plan: EnginePlan, folder: string): ReadonlyMap<string, Script> {
  return new Map(
    Object.entries(plan.scripts).map(([name, { file, app, env, hosts, variables }]) => {
      const path = resolve(folder, file);
      const own = { SCRIPTFORGE_ID: name, SCRIPTFORGE_UUID: name, SCRIPTFORGE_NAME: name, APP_ID: app };
      return [
        name,
        {
          name,
          source: readFileSync(path, 'utf8'),
          files: neighbours(path),
          env: { ...own, EXEC_HOST: 'localhost', ...env },
          variables,
          unsure: { missing: plan.unsure.missing, fetch: plan.unsure.fetch && hosts.length > 0 },
        },
      ];
    }),
  );
}
