import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Refusal } from './refusal';

/** The keys of one account's PBX at this moment. */
export interface PbxKeys {
  isGood(key: string): boolean;
  /** What we prove ourselves to the PBX with; undefined: the account has no key. */
  newest(): string | undefined;
}

/** The one of the environment. */
export function oneKey(key: string): PbxKeys {
  const expected = Buffer.from(key);
  return {
    isGood(given) {
      const bytes = Buffer.from(given);
      const isAsLong = bytes.length === expected.length;
      // How long it takes says nothing of where they differ.
      return timingSafeEqual(isAsLong ? bytes : expected, expected) && isAsLong;
    },
    newest: () => key,
  };
}

/** What follows `Bearer` in a header; '': nothing. */
export const bearerOf = (header: string | undefined): string =>
  /^bearer +(.+)$/i.exec(header ?? '')?.[1] ?? '';

/** An `onRequest` hook, so that it runs before the body is read: a stranger's megabyte is not our work. */
export function onlyPbx(keys: PbxKeys) {
  return (request: FastifyRequest, _reply: unknown, next: (refusal?: Refusal) => void): void => {
    if (keys.isGood(bearerOf(request.headers.authorization))) next();
    else next(new Refusal(401, 'wrong_key', 'Send the header "Authorization: Bearer <the PBX key>".'));
  };
}
