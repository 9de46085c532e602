import { UsageError } from '../arguments';
import type { DeployTarget } from '../deploy-target';
import { safeAddress } from '../safe-address';
import { connexcsApi } from './connexcs-api';
import { readConnexcsAccess } from './connexcs-credentials';
import { connexcsHost } from './connexcs-host';
import { connexcsName } from './connexcs-name';
import { knownIds } from './known-ids';

const publicAddress = 'https://app.connexcs.com/api/cp';

export const connexcsTarget: DeployTarget = {
  folder: 'dist/scenarios/scriptforge',
  usage: '--host scriptforge [--application NAME --environment NAME] [--role ROLE] [--was OLDNAME]',
  // How the API calls the type of older scripts is not known: those are put there by hand.
  isOurs: (file) => !file.endsWith('.gen2.js'),
  nameOf: (application, environment, role) =>
    (application === undefined) === (environment === undefined)
      ? connexcsName(application, environment, role)
      : undefined,
  host({ env, built, was, history }) {
    const read = readConnexcsAccess(env);
    if ('fault' in read) throw new UsageError(read.fault);
    const { app, credentials } = read.access;
    const api = connexcsApi({
      address: safeAddress(env, 'CONNEXCS_API_URL', publicAddress),
      ...{ credentials, fetch },
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
    return connexcsHost(api, app, knownIds({ history, app, built, was }));
  },
};
