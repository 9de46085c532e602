import { readFileSync } from 'node:fs';
import { UsageError } from '../arguments';
import type { DeployTarget } from '../deploy-target';
import { safeAddress } from '../safe-address';
import { readCredentials } from './credentials';
import { managementApi } from './management-api';
import { scenarioName } from './scenario-name';
import { voximplantHost } from './voximplant-host';

const publicAddress = 'https://api.voximplant.com';

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

export const voximplantTarget: DeployTarget = {
  folder: 'dist/scenarios/voximplant',
  usage: '--host voximplant --application NAME --environment NAME [--role ROLE] [--rule ROLE=RULE]',
  isOurs: () => true,
  nameOf: (application, environment, role) =>
    application === undefined || environment === undefined
      ? undefined
      : scenarioName(application, environment, role),
  host({ env, application = '', rules }) {
    const read = readCredentials(env, (path) => readFileSync(path, 'utf8'));
    if ('fault' in read) throw new UsageError(read.fault);
    const api = managementApi({
      address: safeAddress(env, 'VOXIMPLANT_API_URL', publicAddress),
      ...{ credentials: read.credentials, fetch, now: Date.now },
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
    return voximplantHost(api, application, rulesFrom(rules));
  },
};
