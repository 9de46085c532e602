import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readArguments, UsageError } from './arguments';
import { connexcsTarget } from './connexcs/connexcs-target';
import type { DeployTarget } from './deploy-target';
import { hosts, type Host } from './host-of';
import { pushHistory, type PushHistory } from './push-history';
import type { ScriptHost } from './script-host';
import { voximplantTarget } from './voximplant/voximplant-target';

type Env = Readonly<Record<string, string | undefined>>;

/** A built script and the name that it has at the host. */
export interface LocalScript {
  readonly role: string;
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

export interface Deployment {
  readonly host: ScriptHost;
  readonly scripts: readonly LocalScript[];
  readonly history: PushHistory;
  readonly flags: ReadonlySet<string>;
  /** Options beyond those that say where. */
  readonly once: Readonly<Record<string, string>>;
}

const targets: Readonly<Record<Host, DeployTarget>> = {
  voximplant: voximplantTarget,
  scriptforge: connexcsTarget,
};

/** What a verb works on, from its words and the environment; throws `UsageError` before anything is asked. */
export function readDeployment(
  verb: string,
  words: readonly string[],
  env: Env,
  accepted: { readonly flags?: readonly string[]; readonly once?: readonly string[] } = {},
): Deployment {
  const isFlag = (word: string): boolean => (accepted.flags ?? []).some((flag) => word === `--${flag}`);
  const given = readArguments(
    words.filter((word) => !isFlag(word)),
    {
      once: ['host', 'application', 'environment', 'role', 'was', 'from', ...(accepted.once ?? [])],
      many: ['rule'],
    },
  );
  const { host: told = 'voximplant', application, environment, role: only, was } = given.once;
  const kind = hosts.find((each) => each === told);
  if (kind === undefined) throw new UsageError(`--host ${told}: give one of ${hosts.join(', ')}`);
  const target = targets[kind];
  const other = given.once['host'] === undefined ? ' (for ConnexCS: --host scriptforge)' : '';
  const usage = `say what and where: npm run scenario -- ${verb} ${target.usage}${other}`;
  if (given.files.length > 0 || target.nameOf(application, environment, 'role') === undefined)
    throw new UsageError(usage);
  const from = given.once['from'] ?? target.folder;
  if (!existsSync(from)) throw new UsageError(`${from} does not exist: npm run build makes it`);
  const files = readdirSync(from).filter((file) => file.endsWith('.js') && target.isOurs(file));
  const all = files.map((file) => basename(file, '.js'));
  const roles = all.filter((role) => only === undefined || role === only);
  if (roles.length === 0) {
    throw new UsageError(`${from} has no script ${only ?? ''}; there are ${files.join(', ')}`);
  }
  if (was !== undefined && roles.length > 1)
    throw new UsageError('--was needs one script: name it with --role');
  const named = (role: string): string => {
    const found = target.nameOf(application, environment, role);
    if (found === undefined || 'fault' in found) throw new UsageError(found?.fault ?? usage);
    return found.name;
  };
  const scripts = roles.map((role) => {
    const path = join(from, `${role}.js`);
    return { role, name: named(role), path, text: readFileSync(path, 'utf8') };
  });
  const history = pushHistory(env['SCENARIO_HISTORY'] ?? '.scenarios');
  const rules = given.many['rule'] ?? [];
  return {
    host: target.host({
      ...{ env, application, rules, was, history },
      built: all.map((role) => ({ role, name: named(role) })),
    }),
    scripts,
    history,
    flags: new Set(words.filter(isFlag).map((word) => word.slice(2))),
    once: given.once,
  };
}
