import type { FellowTables } from './fellow-tables';

type Methods = Omit<FellowTables, 'mustLead' | 'browsers'>;
/** What gateways know of one another, as the main thread sees it: by way of the store's thread. */
export type FellowStore = {
  readonly [K in keyof Methods]: (...args: Parameters<Methods[K]>) => Promise<ReturnType<Methods[K]>>;
} & {
  /** Tells all other gateways something of an account. */
  readonly say: (account: number, what: string) => Promise<unknown>;
  /** One of the writing methods of `AccountTables`. */
  readonly accounts: (method: string, ...args: readonly unknown[]) => Promise<unknown>;
};

const methods = [
  ...['beat', 'leave', 'putBrowsers', 'claim', 'isClaimed', 'turn', 'paper', 'putPaper'],
  ...['say', 'accounts'],
] as readonly (keyof FellowStore)[];

export interface FellowQuestion {
  readonly ask: 'fellows';
  readonly method: keyof FellowStore;
  readonly args: readonly unknown[];
}

/** `ask` settles with what the method answers. */
export const fellowStore = (ask: (question: FellowQuestion) => Promise<unknown>): FellowStore =>
  Object.fromEntries(
    methods.map((method) => [method, (...args: unknown[]) => ask({ ask: 'fellows', method, args })]),
  ) as unknown as FellowStore;
