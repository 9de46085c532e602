import type { Integration } from './exchange-tokens';
import { sealKeys } from './seal';

/** One integration, and where its accounts live. */
export interface InstalledBy extends Integration {
  /** Code of its widget. */
  readonly widgetCode: string;
  /** Where an administrator allows it, `https://www.amocrm.ru/oauth`. */
  readonly consentUrl: URL;
  /** Whether this is the address of an account that may be installed: nothing else is ever asked with our secret. */
  readonly isAccount: (url: URL) => boolean;
}

/** Accounts that are installed over OAuth. */
export interface AccountsConfig {
  readonly sealKeys: readonly [Buffer, ...Buffer[]];
  readonly integrations: readonly [InstalledBy, ...InstalledBy[]];
}

type Fault = (name: string, wrong: string, cure: string) => undefined;
type Env = Readonly<Record<string, string | undefined>>;

const local = new Set(['localhost', '127.0.0.1', '[::1]']);
/** The CRM's own hosts; a CRM on this machine is its own only account. */
const families: readonly (readonly string[])[] = [['amocrm.ru'], ['kommo.com', 'amocrm.com']];

/** Accounts of the CRM whose page of consent this is. */
export function accountsOf(consent: URL): (url: URL) => boolean {
  if (local.has(consent.hostname)) return ({ origin }) => origin === consent.origin;
  const domains =
    families.find((family) => family.some((domain) => consent.hostname === `www.${domain}`)) ?? [];
  return ({ protocol, hostname, port }) =>
    protocol === 'https:' &&
    port === '' &&
    domains.some(
      (domain) =>
        /^(?!www\.)[a-z0-9-]+\.$/.test(hostname.slice(0, -domain.length)) && hostname.endsWith(domain),
    );
}

function readIntegration(
  env: Env,
  brand: 'AMO' | 'KOMMO',
  usual: string,
  publicUrl: URL,
  fault: Fault,
): InstalledBy {
  const filled = (name: string, what: string, least = 1): string => {
    const value = env[`${brand}_${name}`]?.trim() ?? '';
    const cure = `give ${what} of the integration (its page in the CRM, Keys and scopes)`;
    // Without its brand's own account, the others' readers say so already.
    if (value.length < least && brand === 'KOMMO')
      fault(`KOMMO_${name}`, value === '' ? 'is not set' : `is shorter than ${least} characters`, cure);
    return value;
  };
  const consent = env[`${brand}_CONSENT_URL`]?.trim() ?? usual;
  const url = URL.canParse(consent) ? new URL(consent) : new URL(usual);
  const known =
    families.flat().some((domain) => url.hostname === `www.${domain}`) && url.protocol === 'https:';
  if (!URL.canParse(consent) || !(known || local.has(url.hostname)))
    fault(`${brand}_CONSENT_URL`, "is not the CRM's page of consent", `give ${usual}, or leave it out`);
  return {
    clientId: filled('CLIENT_ID', 'the ID'),
    clientSecret: filled('CLIENT_SECRET', 'the secret key', 16),
    widgetCode: filled('WIDGET_CODE', 'the code of the widget'),
    redirectUri: new URL('/oauth', publicUrl).href,
    consentUrl: url,
    isAccount: accountsOf(url),
  };
}

/** Reads what many accounts need; undefined: the gateway has the one account of its environment, as ever. */
export function readAccountsConfig(
  env: Env,
  publicUrl: URL | undefined,
  fault: Fault,
): AccountsConfig | undefined {
  const said = env['ACCOUNTS_KEY']?.trim() ?? '';
  if (said === '') return undefined;
  const keys = sealKeys(said);
  if (keys === undefined)
    return fault(
      'ACCOUNTS_KEY',
      'is no key',
      'give 32 random bytes in base64 ("openssl rand -base64 32"); while keys change, the new one, a comma, the old one',
    );
  if (publicUrl === undefined) return undefined;
  const amo = readIntegration(env, 'AMO', 'https://www.amocrm.ru/oauth', publicUrl, fault);
  const kommo = (env['KOMMO_CLIENT_ID']?.trim() ?? '') !== '';
  return {
    sealKeys: keys,
    integrations: kommo
      ? [amo, readIntegration(env, 'KOMMO', 'https://www.kommo.com/oauth', publicUrl, fault)]
      : [amo],
  };
}
