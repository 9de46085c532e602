import { UsageError } from './arguments';

/** An API's address from the environment; credentials never travel in the clear. */
export function safeAddress(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  otherwise: string,
): string {
  const address = env[name] ?? otherwise;
  if (/^https:\/\/|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(address)) return address;
  throw new UsageError(`${name} must begin with https:// (http:// is for localhost alone)`);
}
