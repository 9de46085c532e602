import type { Clock } from '../../ports/clock';
import type { FellowStore } from './fellow-store';
import type { BrowserRow } from './fellow-tables';

/** Tabs come and go together: they are told together, ms. */
const together = 50;
const again = 1_000;

/** Browsers of agents that are connected to other gateways, and the word of ours to those. */
export interface OtherBrowsers {
  /** When a browser of this extension was connected elsewhere last, ms since 1970: now, while one is; undefined: never. */
  readonly seen: (account: number, extension: string) => number | undefined;
  /** Whether one is connected elsewhere. */
  readonly has: (account: number, extension: string) => boolean;
  /** Ours has come or gone. */
  readonly told: (account: number, extension: string, isHere: boolean) => void;
  /** Called for each agent whose browsers elsewhere have come or gone. */
  readonly onChange: (listener: (account: number, extension: string) => void) => void;
  readonly changed: (rows: readonly BrowserRow[]) => void;
  /** Gateways that are heard; all browsers of others are gone with them. */
  readonly alive: (gateways: readonly string[]) => void;
}

export function otherBrowsers(store: Pick<FellowStore, 'putBrowsers'>, clock: Clock): OtherBrowsers {
  const agents = new Map<string, Map<string, BrowserRow>>();
  const listeners: ((account: number, extension: string) => void)[] = [];
  let living: ReadonlySet<string> = new Set();
  /** When each gateway was heard last. */
  const heard = new Map<string, number>();
  let waiting = new Map<string, readonly [number, string, 0 | 1]>();
  let isSending = false;
  const nameOf = (account: number, extension: string): string => `${account} ${extension}`;
  const tell = (account: number, extension: string): void => {
    for (const listen of listeners) listen(account, extension);
  };

  function send(): void {
    isSending = false;
    const rows = waiting;
    waiting = new Map();
    store.putBrowsers([...rows.values()]).catch(() => {
      // What has changed meanwhile is newer.
      waiting = new Map([...rows, ...waiting]);
      later(again);
    });
  }
  function later(ms: number): void {
    if (isSending) return;
    isSending = true;
    clock.after(ms, send);
  }

  const rowsOf = (account: number, extension: string): readonly BrowserRow[] => [
    ...(agents.get(nameOf(account, extension))?.values() ?? []),
  ];

  return {
    has: (account, extension) =>
      rowsOf(account, extension).some(({ here, gateway }) => here === 1 && living.has(gateway)),
    seen(account, extension) {
      const times = rowsOf(account, extension).map(({ here, at, gateway }) =>
        here === 0 ? at : living.has(gateway) ? clock.now() : Math.max(at, heard.get(gateway) ?? at),
      );
      return times.length === 0 ? undefined : Math.max(...times);
    },
    told(account, extension, isHere) {
      waiting.set(nameOf(account, extension), [account, extension, isHere ? 1 : 0]);
      later(together);
    },
    onChange: (listener) => void listeners.push(listener),
    changed(rows) {
      for (const row of rows) {
        const name = nameOf(row.account, row.extension);
        const of = agents.get(name) ?? new Map<string, BrowserRow>();
        agents.set(name, of.set(row.gateway, row));
        tell(row.account, row.extension);
      }
    },
    alive(gateways) {
      const before = living;
      living = new Set(gateways);
      for (const gateway of gateways) heard.set(gateway, clock.now());
      const turned = new Set([...before, ...gateways].filter((one) => before.has(one) !== living.has(one)));
      if (turned.size === 0) return;
      for (const of of agents.values())
        for (const { account, extension, gateway } of of.values())
          if (turned.has(gateway)) tell(account, extension);
    },
  };
}
