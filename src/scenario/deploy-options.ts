import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readArguments, UsageError } from './arguments';
import { readCredentials } from './voximplant/credentials';
import { managementApi } from './voximplant/management-api';
import { scenarioName } from './voximplant/scenario-name';
import { voximplantHost } from './voximplant/voximplant-host';
import { pushHistory, type PushHistory } from './push-history';
import type { ScriptHost } from './script-host';

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

const publicAddress = 'https://api.voximplant.com';
const built = 'dist/scenarios/voximplant';
const usage = '--host voximplant --application NAME --environment NAME [--role ROLE] [--rule ROLE=RULE]';

function rulesFrom(given: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    given.map((pair) => {
      const [, role, rule] = /^([\w-]+)=(.+)$/.exec(pair) ?? [];
      if (role === undefined || rule === undefined)
        throw new UsageError(`--rule ${pair}: give ROLE=RULE, such as --rule inbound="Company number"`);
      return [role, rule];
    }),
  );
}

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
      once: ['host', 'application', 'environment', 'role', 'from', ...(accepted.once ?? [])],
      many: ['rule'],
    },
  );
  const { host = 'voximplant', application, environment, role: only, from = built } = given.once;
  if (host !== 'voximplant') {
    throw new UsageError(`--host ${host}: ${verb} knows voximplant; docs/voximplant.md tells how`);
  }
  if (application === undefined || environment === undefined || given.files.length > 0) {
    throw new UsageError(`say what and where: npm run scenario -- ${verb} ${usage}`);
  }
  if (!existsSync(from)) throw new UsageError(`${from} does not exist: npm run build makes it`);
  const files = readdirSync(from).filter((file) => file.endsWith('.js'));
  const roles = files
    .map((file) => basename(file, '.js'))
    .filter((role) => only === undefined || role === only);
  if (roles.length === 0) {
    throw new UsageError(`${from} has no script ${only ?? ''}; there are ${files.join(', ')}`);
  }
  const scripts = roles.map((role) => {
    const named = scenarioName(application, environment, role);
    if ('fault' in named) throw new UsageError(named.fault);
    const path = join(from, `${role}.js`);
    return { role, name: named.name, path, text: readFileSync(path, 'utf8') };
  });
  const read = readCredentials(env, (path) => readFileSync(path, 'utf8'));
  if ('fault' in read) throw new UsageError(read.fault);
  const address = env['VOXIMPLANT_API_URL'] ?? publicAddress;
  if (!/^https:\/\/|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(address)) {
    throw new UsageError('VOXIMPLANT_API_URL must begin with https:// (http:// is for localhost alone)');
  }
  const api = managementApi({
    ...{ address, credentials: read.credentials, fetch, now: Date.now },
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  return {
    host: voximplantHost(api, application, rulesFrom(given.many['rule'] ?? [])),
    scripts,
    history: pushHistory(env['SCENARIO_HISTORY'] ?? '.scenarios'),
    flags: new Set(words.filter(isFlag).map((word) => word.slice(2))),
    once: given.once,
  };
}
