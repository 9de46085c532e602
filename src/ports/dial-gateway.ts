import type { DialAnswer, DialChanges, DialOrder } from '../dialing/dial-list';

/** The agent's list as the gateway keeps it. Settles, whatever happens; undefined: it could not be asked. */
export interface DialGateway {
  changes(since: number): Promise<DialChanges | undefined>;
  order(order: DialOrder): Promise<DialAnswer | undefined>;
}
