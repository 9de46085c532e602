/** How the Management API is told who asks. */
export type Credentials =
  | {
      readonly kind: 'service';
      readonly accountId: number;
      readonly keyId: string;
      readonly privateKey: string;
    }
  | { readonly kind: 'key'; readonly accountId: string; readonly apiKey: string };

type Env = Readonly<Record<string, string | undefined>>;

const cure =
  'Set VOXIMPLANT_CREDENTIALS to the path of a service account’s JSON key (Voximplant, Settings, Service accounts), ' +
  'or VOXIMPLANT_ACCOUNT_ID and VOXIMPLANT_API_KEY.';

/** Reads the environment; a fault never repeats what it has read. `readFile` throws where there is no file. */
export function readCredentials(
  env: Env,
  readFile: (path: string) => string,
): { readonly credentials: Credentials } | { readonly fault: string } {
  const path = env['VOXIMPLANT_CREDENTIALS'] ?? '';
  if (path === '') {
    const [accountId, apiKey] = [env['VOXIMPLANT_ACCOUNT_ID'] ?? '', env['VOXIMPLANT_API_KEY'] ?? ''];
    if (accountId === '' && apiKey === '') return { fault: `No credentials. ${cure}` };
    if (accountId === '') return { fault: 'VOXIMPLANT_API_KEY needs VOXIMPLANT_ACCOUNT_ID beside it.' };
    if (apiKey === '') return { fault: 'VOXIMPLANT_ACCOUNT_ID needs VOXIMPLANT_API_KEY beside it.' };
    return { credentials: { kind: 'key', accountId, apiKey } };
  }
  let given: Readonly<Record<string, unknown>>;
  try {
    const parsed: unknown = JSON.parse(readFile(path));
    given = typeof parsed === 'object' && parsed !== null ? (parsed as typeof given) : {};
  } catch (fault) {
    const isMissing = (fault as { code?: string }).code === 'ENOENT';
    return {
      fault: `VOXIMPLANT_CREDENTIALS names ${isMissing ? 'no file' : 'a file that is no JSON'}. ${cure}`,
    };
  }
  const { account_id: accountId, key_id: keyId, private_key: privateKey } = given;
  const account = Number(accountId);
  if (!Number.isSafeInteger(account) || typeof keyId !== 'string' || typeof privateKey !== 'string') {
    return {
      fault: `VOXIMPLANT_CREDENTIALS names a file without account_id, key_id and private_key. ${cure}`,
    };
  }
  if (!privateKey.includes('PRIVATE KEY')) {
    return {
      fault: 'The private_key of VOXIMPLANT_CREDENTIALS is no key in PEM form: download the file anew.',
    };
  }
  return { credentials: { kind: 'service', accountId: account, keyId, privateKey } };
}
