import { crmHadAtMost } from '../test/browser/crm-limit';
import type { RunningSandbox } from '../test/browser/sandbox';

/** amoCRM allows a user 7 requests a second: resolves when one more call, with `requests` lookups, stays below that. */
export const allowed = (sandbox: RunningSandbox, requests = 1): Promise<void> =>
  crmHadAtMost(6 - requests, 'browser', sandbox);
