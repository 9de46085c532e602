/** What one app may keep. Lengths in characters. */
export interface DatastoreLimits {
  readonly key: number;
  readonly value: number;
  /** Keys and values of an app together. */
  readonly total: number;
}

export const datastoreLimits: DatastoreLimits = { key: 256, value: 65_536, total: 16_777_216 };

/** Throws, and names the fault, for a key or a value that is too long. */
export function checkLengths(key: string, value: string, limits: DatastoreLimits): void {
  if (key === '') throw new Error('the key is empty');
  if (key.length > limits.key)
    throw new Error(`the key has ${key.length} characters, ${limits.key} are allowed`);
  if (value.length > limits.value)
    throw new Error(`the value of "${key}" has ${value.length} characters, ${limits.value} are allowed`);
}

export const fullMessage = ({ total }: DatastoreLimits): string =>
  `the datastore is full: ${total} characters are allowed; give values a time to live`;

export const noNumber = (key: string): Error => new Error(`"${key}" holds no number to count on`);
