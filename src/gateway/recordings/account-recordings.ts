import type { FastifyInstance } from 'fastify';
import type { CallStore } from '../call-store';
import type { AccountConfig } from '../config';
import { askPbx } from './ask-pbx';
import { recordingLinkCheck, recordingLinks } from './recording-link';
import { recordingRoutes } from './recording-routes';
import { toldRecording } from './told-recording';

export interface AccountRecordingsNeed {
  readonly app: FastifyInstance;
  readonly config: AccountConfig;
  /** The account was installed here: its links say whose they are. */
  readonly named: boolean;
  readonly store: Pick<CallStore, 'call'>;
  readonly now: () => number;
}

/** Serves one account's recordings. `links` for the CRM, `told`: a call as browsers are told of it, with such a link. */
export function accountRecordings({ app, config, named, store, now }: AccountRecordingsNeed) {
  const { amo, publicUrl, log, recordingHosts: hosts } = config;
  const parts = { publicUrl, clientSecret: amo.clientSecret, accountId: amo.accountId, named };
  const links = recordingLinks(parts, now);
  recordingRoutes(app, {
    check: recordingLinkCheck(parts, now),
    callOf: (callId) => store.call(callId),
    ask: askPbx(hosts),
  });
  const told = toldRecording({
    ...{ hosts, links },
    // Browsers that write calls into the CRM write this very link there.
    days: log.on || log.elsewhere ? 1 : log.recordingLinkDays,
    warn: (message) => app.log.warn(message),
  });
  return { links, told };
}
