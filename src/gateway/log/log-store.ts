import type { LogTables } from './log-tables';

/** The log's tables as the gateway's main thread sees them: by way of the store's thread, for its one account. */
type Asked = Omit<LogTables, 'ended'>;
type WithoutAccount<T> = T extends [number, ...infer Rest] ? Rest : never;
export type LogStore = {
  readonly [K in keyof Asked]: (
    ...args: WithoutAccount<Parameters<Asked[K]>>
  ) => Promise<ReturnType<Asked[K]>>;
};

export const logMethods = [
  'due',
  'nextDue',
  'release',
  'save',
  'outcome',
  'counts',
  'page',
  'retry',
  'missedTask',
  'putMissedTask',
  'dropMissedTask',
  'stopped',
  'stop',
] as const satisfies readonly (keyof Asked)[];

export interface LogQuestion {
  readonly ask: 'log';
  readonly method: (typeof logMethods)[number];
  readonly args: readonly unknown[];
}

/** `ask` settles with what the method answers. */
export const logStore = (ask: (question: LogQuestion) => Promise<unknown>): LogStore =>
  Object.fromEntries(
    logMethods.map((method) => [method, (...args: unknown[]) => ask({ ask: 'log', method, args })]),
  ) as LogStore;

/** The other end, in the store's thread. */
export const answerLog = (tables: LogTables, account: number, { method, args }: LogQuestion): unknown =>
  (tables[method] as (...all: unknown[]) => unknown)(account, ...args);
