import type { ResultSettings } from '../../domain/result-due';

/** The manifest's settings, as amoCRM hands them over and as we use them. */
export interface Settings {
  /** Without a slash at its end. */
  readonly gatewayUrl: string;
  /** Internal number -> user id. */
  readonly users: ReadonlyMap<string, string>;
  /** Milliseconds. */
  readonly lookupDeadline: number;
  readonly results: ResultSettings;
}

/** All that a running widget depends on. */
export const settingNames = [
  'gateway_url',
  'extensions',
  'lookup_deadline',
  'result_after',
  'result_threshold',
  'result_internal',
] as const;

export const defaultDeadline = 1500;
const shortestDeadline = 100;
const longestDeadline = 10_000;
const longestThreshold = 3600;

/** Undefined for anything but a whole number of milliseconds within bounds; empty means the default. */
export function deadlineOf(value: unknown): number | undefined {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  if (text === '') return defaultDeadline;
  const ms = Number(text);
  return /^\d+$/.test(text) && ms >= shortestDeadline && ms <= longestDeadline ? ms : undefined;
}

const words = (value: unknown): string => (typeof value === 'string' ? value.trim().toLowerCase() : '');

/** Undefined for another word; empty means the default. */
export function resultAfterOf(value: unknown): ResultSettings['after'] | undefined {
  const word = words(value);
  if (word === '') return 'answered';
  return (['answered', 'all', 'never'] as const).find((one) => one === word);
}

/** Undefined for anything but whole seconds, an hour at most; empty means none. */
export function thresholdOf(value: unknown): number | undefined {
  const text = typeof value === 'number' ? String(value) : words(value);
  if (text === '') return 0;
  const seconds = Number(text);
  return /^\d+$/.test(text) && seconds <= longestThreshold ? seconds : undefined;
}

/** Undefined for another word; empty means no. */
export function yesOrNo(value: unknown): boolean | undefined {
  const word = words(value);
  return word === '' || word === 'no' ? false : word === 'yes' ? true : undefined;
}

export type UrlFault = 'url_missing' | 'url_invalid' | 'url_not_https';

/** Https, as the page is; plain http only on one's own machine. */
export function gatewayUrlOf(value: unknown): { url: string } | { fault: UrlFault } {
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '') return { fault: 'url_missing' };
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return { fault: 'url_invalid' };
  }
  if (url.protocol === 'http:' && !['localhost', '127.0.0.1'].includes(url.hostname))
    return { fault: 'url_not_https' };
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { fault: 'url_invalid' };
  return { url: (url.origin + url.pathname).replace(/\/+$/, '') };
}

/** `users` fields: user id -> text, as an object or as a JSON string; fields of users never filled in may be absent. */
export function usersOf(value: unknown): Readonly<Record<string, string>> {
  let given = value;
  if (typeof given === 'string') {
    try {
      given = JSON.parse(given);
    } catch {
      return {};
    }
  }
  if (typeof given !== 'object' || given === null) return {};
  const filled = Object.entries(given).map(([user, text]: [string, unknown]) => [
    user,
    typeof text === 'string' || typeof text === 'number' ? String(text).trim() : '',
  ]);
  return Object.fromEntries(filled.filter(([, text]) => text !== '')) as Record<string, string>;
}

export function readSettings(raw: Record<string, unknown>): Settings | { fault: UrlFault } {
  const address = gatewayUrlOf(raw['gateway_url']);
  if ('fault' in address) return address;
  return {
    gatewayUrl: address.url,
    users: new Map(Object.entries(usersOf(raw['extensions'])).map(([user, extension]) => [extension, user])),
    lookupDeadline: deadlineOf(raw['lookup_deadline']) ?? defaultDeadline,
    results: {
      after: resultAfterOf(raw['result_after']) ?? 'answered',
      threshold: thresholdOf(raw['result_threshold']) ?? 0,
      internal: yesOrNo(raw['result_internal']) ?? false,
    },
  };
}
