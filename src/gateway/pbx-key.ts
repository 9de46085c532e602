import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Refusal } from './refusal';

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

/** An `onRequest` hook, so that it runs before the body is read: a stranger's megabyte is not our work. */
export function onlyPbx(pbxKey: string) {
  const expected = hash(`Bearer ${pbxKey}`);
  return (request: FastifyRequest, _reply: unknown, next: (refusal?: Refusal) => void): void => {
    const given = (request.headers.authorization ?? '').replace(/^bearer +/i, 'Bearer ');
    if (timingSafeEqual(hash(given), expected)) next();
    else next(new Refusal(401, 'wrong_key', 'Send the header "Authorization: Bearer <the PBX key>".'));
  };
}
