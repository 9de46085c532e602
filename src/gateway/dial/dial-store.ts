import type { DialTables } from './dial-tables';

/** The dial lists as the gateway's main thread sees them: by way of the store's thread, for its one account. */
type Asked = Omit<DialTables, 'letGo'>;
type WithoutAccount<T> = T extends [number, ...infer Rest] ? Rest : never;
export type DialStore = {
  readonly [K in keyof Asked]: (
    ...args: WithoutAccount<Parameters<Asked[K]>>
  ) => Promise<ReturnType<Asked[K]>>;
};

const methods = [
  'since',
  'forbidden',
  'allow',
  'add',
  'move',
  'remove',
  'restore',
  'word',
  'again',
  'set',
  'claim',
  'placed',
  'over',
  'settle',
  'filed',
  'write',
  'wrote',
] as const satisfies readonly (keyof Asked)[];

export interface DialQuestion {
  readonly ask: 'dial';
  readonly method: (typeof methods)[number];
  readonly args: readonly unknown[];
}

/** `ask` settles with what the method answers. */
export const dialStore = (ask: (question: DialQuestion) => Promise<unknown>): DialStore =>
  Object.fromEntries(
    methods.map((method) => [method, (...args: unknown[]) => ask({ ask: 'dial', method, args })]),
  ) as DialStore;

/** The other end, in the store's thread. */
export const answerDial = (tables: DialTables, account: number, { method, args }: DialQuestion): unknown =>
  (tables[method] as (...all: unknown[]) => unknown)(account, ...args);
