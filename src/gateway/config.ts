/** The gateway's configuration: the environment and nothing else. */

import { readAccountsConfig, type AccountsConfig } from './accounts/accounts-config';
import { readAsteriskConfig, type AsteriskConfig } from './asterisk/asterisk-config';
import { readDialRules } from './dial/dial-config';
import type { DialRules } from '../dialing/dial-entry';
import { readLogConfig, type LogConfig } from './log/log-config';
import { readControlUrl } from './orders/pbx-control';
import { readRecordingHosts } from './recordings/recording-hosts';
import type { RecordingHosts } from './recordings/recording-hosts';
import { readDatabase } from './shared/read-database';
import { readSipConfig, type SipConfig } from './sip-accounts';
import { readTrustedProxies, type TrustedProxies } from './trusted-proxies';

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** One account of the CRM, and the integration that is installed there. */
export interface Amo {
  /** The account's own address; its origin is the only one that browsers may come from. */
  readonly url: URL;
  readonly accountId: number;
  readonly widgetCode: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What holds for all accounts of this gateway. */
export interface SharedConfig {
  readonly host: string;
  readonly port: number;
  /** Whose word on where a request comes from is believed. */
  readonly proxies: TrustedProxies;
  /** Scheme, host and port under which browsers reach this gateway: audience of amoCRM's one-time tokens. */
  readonly publicUrl: URL;
  /** Folder of the embedded store. */
  readonly storePath: string;
  /** The PostgreSQL database that many gateways share in the embedded store's place; undefined: this is the only one. */
  readonly database: string | undefined;
  /** Where recordings may be fetched from. */
  readonly recordingHosts: RecordingHosts;
  /** Whether amoCRM's own notification rings for agents without a browser. */
  readonly awayNotifications: boolean;
  readonly log: LogConfig;
  readonly dial: DialRules;
  /** Where agents' browsers register as phones; undefined: they ring on desk phones alone. */
  readonly sip: SipConfig | undefined;
  /** Where the PBX takes orders to ring a desk phone, or to end a call; undefined: it takes none. */
  readonly controlUrl: URL | undefined;
  /** The Asterisk whose events are those of the environment's account; undefined: its PBX posts them. */
  readonly asterisk: AsteriskConfig | undefined;
  /** File of the routing plan; undefined: every call rings its manager, then everybody. */
  readonly routingPlan: string | undefined;
  /** Last part of the address that the CRM's webhooks go to; undefined: there is none. */
  readonly webhookSecret: string | undefined;
  /** Where the PBX wants to hear of rings that no browser shows. */
  readonly unheardUrl: URL | undefined;
  /** Days that events and the call log are kept; undefined: for ever. */
  readonly keptDays: number | undefined;
  readonly logLevel: (typeof levels)[number];
}

/** As one account's parts see it. */
export interface AccountConfig extends SharedConfig {
  readonly amo: Amo;
}

export interface Config extends SharedConfig {
  /** The account of the environment. */
  readonly own: { readonly amo: Amo; readonly token: string; readonly pbxKey: string } | undefined;
  /** Undefined: none but the environment's. */
  readonly accounts: AccountsConfig | undefined;
}

export type ReadConfig = { readonly config: Config } | { readonly faults: readonly string[] };

const local = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Reads everything before it complains: each fault names the variable, what is wrong with it and the cure. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ReadConfig {
  const faults: string[] = [];
  const fault = (name: string, wrong: string, cure: string): undefined => {
    faults.push(`${name} ${wrong}: ${cure}`);
    return undefined;
  };

  const filled = (name: string, cure: string, least = 1): string => {
    const value = env[name]?.trim() ?? '';
    if (value === '' && needless.has(name)) return '';
    if (value === '') fault(name, 'is not set', cure);
    else if (value.length < least) fault(name, `is shorter than ${least} characters`, cure);
    return value;
  };

  // With installed accounts the environment need not name one; where it begins to, it names all of it.
  const ofAccount = ['PBX_KEY', 'AMO_URL', 'AMO_ACCOUNT_ID', 'AMO_TOKEN'];
  const isSet = (name: string): boolean => (env[name]?.trim() ?? '') !== '';
  const needless = new Set(isSet('ACCOUNTS_KEY') && !ofAccount.some(isSet) ? ofAccount : []);

  const whole = (name: string, value: string, most: number, cure: string): number => {
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= 1 && number <= most) return number;
    if (value !== '') fault(name, `is not a whole number from 1 to ${most}`, cure);
    return 0;
  };

  const address = (name: string, cure: string): URL | undefined => {
    const value = filled(name, cure);
    if (value === '') return undefined;
    if (!URL.canParse(value)) return fault(name, 'is not a web address', cure);
    const url = new URL(value);
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local.has(url.hostname))) {
      return fault(name, 'does not begin with https://', `${cure} (http:// is accepted for localhost alone)`);
    }
    if (url.username !== '' || url.search !== '' || url.hash !== '') {
      return fault(name, 'holds more than an address', 'leave out user name, "?…" and "#…"');
    }
    return url;
  };

  const port = whole('PORT', env['PORT']?.trim() ?? '8081', 65_535, 'give a free TCP port such as 8081');
  if (env['PORT']?.trim() === '')
    fault('PORT', 'is empty', 'give a free TCP port such as 8081, or leave it out');
  const publicUrl = address(
    'PUBLIC_URL',
    'give the address browsers reach this gateway at, https://pbx.example.com',
  );
  if (publicUrl !== undefined && publicUrl.pathname !== '/') {
    fault('PUBLIC_URL', 'holds a path', 'the gateway answers at the root of its own host name');
  }
  const storePath = filled('STORE_PATH', 'give a folder on a local disk that outlives restarts');
  const database = readDatabase(env, fault);
  const pbxKey = filled('PBX_KEY', 'give at least 16 random characters, the same ones to the PBX', 16);
  const amoUrl = address('AMO_URL', "give the account's address, https://example.amocrm.ru");
  const accountId = whole(
    'AMO_ACCOUNT_ID',
    filled('AMO_ACCOUNT_ID', "give the account's number (field id of /api/v4/account)"),
    Number.MAX_SAFE_INTEGER,
    "give the account's number (field id of /api/v4/account)",
  );
  const token = filled('AMO_TOKEN', "give the integration's long-lived token (its page, Keys and scopes)");
  const widgetCode = filled(
    'AMO_WIDGET_CODE',
    'give the code of the uploaded widget (manifest.json, widget.code)',
  );
  const clientId = filled('AMO_CLIENT_ID', "give the integration's ID (its page, Keys and scopes)");
  const clientSecret = filled(
    'AMO_CLIENT_SECRET',
    "give the integration's secret key (its page, Keys and scopes)",
    16,
  );
  const recordings = readRecordingHosts(env['RECORDING_HOSTS'] ?? '');
  for (const wrong of recordings.faults) {
    fault(
      'RECORDING_HOSTS',
      `holds "${wrong}", which is no host`,
      'give host names such as pbx.example.com or *.records.example.com, with commas between',
    );
  }
  const away = env['AWAY_NOTIFICATIONS']?.trim() ?? 'on';
  if (away !== 'on' && away !== 'off') fault('AWAY_NOTIFICATIONS', 'is neither on nor off', 'give on or off');
  const log = readLogConfig(env, fault);
  const dial = readDialRules(env, fault);
  const sip = readSipConfig(env, fault);
  const controlUrl = readControlUrl(env, fault);
  const asterisk = readAsteriskConfig(env, fault);
  if (asterisk !== undefined && needless.size > 0)
    fault(
      'ASTERISK_AMI',
      'is set without an account',
      'give AMO_URL and all of that account, whose PBX it is',
    );
  const routingPlan = env['ROUTING_PLAN']?.trim();
  const webhookSecret = env['WEBHOOK_SECRET']?.trim() ?? '';
  if (webhookSecret !== '' && !/^[\w-]{16,128}$/.test(webhookSecret))
    fault('WEBHOOK_SECRET', 'is no secret for an address', 'give 16 to 128 letters, digits, "-" and "_"');
  const unheardUrl =
    (env['UNHEARD_RING_URL']?.trim() ?? '') === ''
      ? undefined
      : address('UNHEARD_RING_URL', 'give the address at which the PBX takes such news, or leave it out');
  const kept = env['CALLS_KEPT_DAYS']?.trim() ?? '';
  const keptDays = whole('CALLS_KEPT_DAYS', kept, 36_500, 'give days such as 400, or leave it out: for ever');
  const named = env['LOG_LEVEL']?.trim() ?? 'info';
  const logLevel = levels.find((level) => level === named);
  if (logLevel === undefined) fault('LOG_LEVEL', 'is not a level', `give one of ${levels.join(', ')}`);

  const host = env['HOST']?.trim() ?? '';
  const proxies = readTrustedProxies(env, fault);
  const accounts = readAccountsConfig(env, publicUrl, fault);

  if (faults.length > 0 || publicUrl === undefined || logLevel === undefined) return { faults };
  const amo = amoUrl && { url: amoUrl, accountId, widgetCode, clientId, clientSecret };
  return {
    config: {
      // Left empty it must not mean all networks.
      host: host === '' ? '127.0.0.1' : host,
      port,
      proxies,
      publicUrl,
      storePath,
      database,
      own: amo && { amo, token, pbxKey },
      accounts,
      recordingHosts: recordings.hosts,
      awayNotifications: away === 'on',
      log,
      dial,
      sip,
      webhookSecret: webhookSecret === '' ? undefined : webhookSecret,
      controlUrl,
      asterisk,
      routingPlan: routingPlan === '' ? undefined : routingPlan,
      unheardUrl,
      keptDays: kept === '' ? undefined : keptDays,
      logLevel,
    },
  };
}
