import type { DialPlan } from '../../domain/dial-plan';
import type { AccountConfig } from '../config';
import type { CrmTurn } from '../crm-budget';
import type { CallStore } from '../call-store';
import type { ExtensionMap } from '../extensions';
import type { RecordingLinks } from '../recordings/recording-link';
import type { Lead } from '../shared/fellows';
import { crmClient } from './crm-client';
import { ledLog, untilGone } from './led-log';
import { logChanges } from '../../logging/log-change';
import { logWriter, type LogWriter } from '../../logging/log-writer';
import { patientReads } from '../../logging/patient-reads';
import { stepWriter } from '../../logging/write-step';

const day = 86_400;

export interface LogNeeds {
  readonly config: AccountConfig;
  readonly store: CallStore;
  readonly turn: CrmTurn;
  /** `fetch` with the account's token. */
  readonly signed: typeof fetch;
  readonly extensions: () => Promise<ExtensionMap>;
  readonly connected: (extensions: readonly string[]) => boolean;
  readonly dialPlan: () => DialPlan;
  readonly links: RecordingLinks;
  readonly now: () => number;
  readonly warn: (error: unknown, message: string) => void;
  readonly alarm: (reason: string) => void;
  /** Where other gateways have the same account: who of them writes. */
  readonly lead: Lead | undefined;
}

const after = (ms: number, run: () => void): (() => void) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

const sleep = (ms: number): Promise<void> => new Promise((resolve) => void after(ms, resolve));

/** Joins the log's writer with the store, the account's API and the sockets. */
export function startLog(needs: LogNeeds): Omit<LogWriter, 'start'> {
  const { config, store, turn, signed, extensions, connected, dialPlan, links, now, warn, alarm, lead } =
    needs;
  const { rules } = config.log;
  const changes = logChanges(now, Math.random);
  const missedText = (number: string, at: string): string =>
    dialPlan().code === '7' || config.amo.url.hostname.endsWith('.ru')
      ? `Перезвонить: пропущенный звонок от ${number} (${at.slice(0, 16).replace('T', ' ')} UTC)`
      : `Call back: missed call from ${number} (${at.slice(0, 16).replace('T', ' ')} UTC)`;
  const make = (fetchWith: typeof fetch): LogWriter => {
    const ask = patientReads(crmClient(config.amo, turn, fetchWith), sleep, Math.random);
    const steps = stepWriter({
      ...{ ask, store: store.log, changes, now, dialPlan },
      source: config.amo.widgetCode,
      missed: rules.missedTasks ? { ...store.log, text: missedText } : undefined,
    });
    return logWriter({
      ...{ store: store.log, steps, ask, now, after, random: Math.random, warn, alarm },
      facts: () => ({ dialPlan: dialPlan(), connected, rules }),
      users: async () => {
        const users = new Map(
          [...(await extensions())].map(([user, extension]) => [extension, Number(user)]),
        );
        return (extension) => users.get(extension);
      },
      linkOf: ({ call_id: id, recording_url: url }) =>
        url !== undefined && config.recordingHosts.ruleFor(new URL(url)) !== undefined
          ? links(id, config.log.recordingLinkDays * day)
          : undefined,
    });
  };
  if (!config.log.on) return make(signed);
  let writer: Omit<LogWriter, 'start'>;
  if (lead === undefined) {
    const own = make(signed);
    own.start();
    writer = own;
  } else writer = ledLog((gone) => make(untilGone(signed, gone)), lead);
  store.onChanged((changes) => {
    if (changes.some(({ picture }) => picture.state === 'ended')) writer.wake();
  });
  return writer;
}
