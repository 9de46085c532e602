import { startAsterisk } from './asterisk/start-asterisk';
import type { CallStore } from './call-store';
import type { AccountConfig } from './config';
import { nodeClock } from './node-clock';
import { pbxControl, type PbxControl } from './orders/pbx-control';
import type { PbxKeys } from './pbx-key';
import type { RecentTroubles } from './status/recent-troubles';

export interface AccountPbx {
  /** Undefined: it places no calls for the CRM. */
  readonly control: PbxControl | undefined;
  /** When it was heard last over a connection of ours, ms since 1970. */
  readonly heardAt: () => number | undefined;
  readonly stop: () => Promise<void>;
}

/** The account's PBX as the gateway reaches it by itself: orders to it and, of an Asterisk, its events. */
export function accountPbx(
  { asterisk: listenTo, controlUrl, storePath: folder }: AccountConfig,
  keys: PbxKeys,
  store: CallStore,
  troubles: Pick<RecentTroubles, 'note'>,
  warn: (error: unknown, message: string) => void,
): AccountPbx {
  const asterisk =
    listenTo &&
    startAsterisk({
      ...{ config: listenTo, folder, store, clock: nodeClock, warn },
      onLost: (why) => troubles.note('pbx_lost', why),
    });
  const order = asterisk?.control ?? (controlUrl && pbxControl(controlUrl, keys));
  return {
    control:
      order &&
      (async (given) => {
        const word = await order(given);
        if (word !== 'done') troubles.note('order_failed', `${given.command}: ${word}`);
        return word;
      }),
    heardAt: () => asterisk?.heardAt(),
    stop: async () => asterisk?.stop(),
  };
}
