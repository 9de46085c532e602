import type { Crm, User } from '../crm/model';
import type { Sandbox } from '../sandbox';
import type { Nested } from './php-query';

/** Who asks, and whose rights count. */
export interface Caller {
  user: User;
  /** Who stands as the author of a call logged without one: 0 (the robot) for a bare token. */
  author: number;
  byToken: boolean;
}

export interface Ask {
  sandbox: Sandbox;
  crm: Crm;
  caller: Caller;
  /** Path without query and trailing slash. */
  path: string;
  query: Nested;
  /** The query as it came, without `?`. */
  rawQuery: string;
  params: Readonly<Record<string, string>>;
  contentType: string;
  /** The body as it came; '' when there was none. */
  text: string;
  /** Unix seconds. */
  now: number;
}

export interface Answer {
  status: number;
  /** `application/hal+json` unless said otherwise. */
  type?: string;
  /** A string goes out as it is, all else as JSON; undefined: no body. */
  body?: unknown;
}

export interface Endpoint {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** In fastify's notation, without a trailing slash. */
  path: string;
  /** Throws a `Problem` for anything but success. */
  answer: (ask: Ask) => Answer;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const nothingFound: Answer = { status: 204 };
