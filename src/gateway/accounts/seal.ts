import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const ivBytes = 12;
const tagBytes = 16;

/** Keeps secrets at rest: AES-256-GCM, bound to what they are the secret of. */
export interface Seal {
  /** `about` must be the same when it is opened: a sealed secret moved to another row opens nothing. */
  close(secret: string, about: string): string;
  /** Throws in words where no key of ours opens it. */
  open(sealed: string, about: string): string;
  /** Sealed with another key than the one that is used now. */
  isOld(sealed: string): boolean;
}

const nameOf = (key: Buffer): string => createHash('sha256').update(key).digest('hex').slice(0, 8);

/** The first of the keys (32 bytes each) seals, all of them open: a new one is put in front, an old one taken away later. */
export function seal(keys: readonly [Buffer, ...Buffer[]]): Seal {
  const [first] = keys;
  const named = new Map(keys.map((key) => [nameOf(key), key]));
  const newest = nameOf(first);
  return {
    close(secret, about) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', first, iv).setAAD(Buffer.from(about));
      const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return `${newest}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed, about) {
      const [name = '', rest = ''] = sealed.split('.');
      const key = named.get(name);
      if (key === undefined)
        throw new Error(`a secret is sealed with the key ${name}: put that key into ACCOUNTS_KEY again`);
      const bytes = Buffer.from(rest, 'base64url');
      try {
        const opened = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes))
          .setAAD(Buffer.from(about))
          .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
        const body = bytes.subarray(ivBytes + tagBytes);
        return Buffer.concat([opened.update(body), opened.final()]).toString('utf8');
      } catch {
        throw new Error(
          'a sealed secret was changed or belongs elsewhere: restore accounts.db from its copy',
        );
      }
    },
    isOld: (sealed) => !sealed.startsWith(`${newest}.`),
  };
}

/** Reads `ACCOUNTS_KEY`: keys of 32 bytes in base64 or hex, with commas between; undefined where one is none. */
export function sealKeys(text: string): readonly [Buffer, ...Buffer[]] | undefined {
  const keys = text.split(',').map((one) => {
    const said = one.trim();
    return /^[0-9a-f]{64}$/i.test(said) ? Buffer.from(said, 'hex') : Buffer.from(said, 'base64');
  });
  const [first, ...others] = keys;
  return first !== undefined && keys.every(({ length }) => length === 32) ? [first, ...others] : undefined;
}
