import type { EngineTables } from './engine-tables';

type Methods<T> = Extract<keyof T, string>;

/** One question to the store's thread: a method of one of its tables. */
export interface Question {
  readonly table: keyof EngineTables;
  readonly method: string;
  readonly args: readonly unknown[];
}

export type Answer = { readonly value: unknown } | { readonly error: string };

/** A table whose methods answer from another thread. */
export type Remote<T> = {
  readonly [K in Methods<T>]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<R> : never;
};

export const messageMethods: readonly Methods<EngineTables['messages']>[] = [
  'add',
  'consume',
  'release',
  'settle',
  'recover',
  'find',
  'aside',
  'counts',
  'forget',
];
export const datastoreMethods: readonly Methods<EngineTables['datastore']>[] = [
  'get',
  'set',
  'increment',
  'delete',
  'keys',
  'usage',
  'sweep',
];
