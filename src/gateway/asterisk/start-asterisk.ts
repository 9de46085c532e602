import type { CallEvent } from '../../domain/call';
import type { Clock } from '../../ports/clock';
import { parsePbxEvents } from '../../protocol/pbx-events';
import type { CallStore } from '../call-store';
import type { PbxControl } from '../orders/pbx-control';
import { amiConnection } from './ami-connection';
import type { AmiMessage } from './ami-wire';
import { asteriskCalls } from './asterisk-calls';
import type { AsteriskConfig } from './asterisk-config';
import { asteriskControl } from './asterisk-control';
import { asteriskPhones } from './asterisk-phones';
import { keptCalls } from './kept-calls';

/** Ms before a disk that would not take events is asked again. */
const again = 1_000;
/** Events of one transaction. */
const together = 500;

export interface AsteriskNeed {
  readonly config: AsteriskConfig;
  readonly folder: string;
  readonly store: Pick<CallStore, 'append'>;
  readonly clock: Clock;
  readonly warn: (error: unknown, message: string) => void;
  /** In words, for the account's administrators. */
  readonly onLost: (why: string) => void;
}

export interface Asterisk {
  readonly control: PbxControl;
  /** When it said something last, ms since 1970. */
  readonly heardAt: () => number | undefined;
  /** Nothing more is taken; what was, is on the disk, or will be asked for by the next start. */
  readonly stop: () => Promise<void>;
}

/** Listens to an Asterisk: its own events become those of calls, durable like any other's. */
export function startAsterisk({ config, folder, store, clock, warn, onLost }: AsteriskNeed): Asterisk {
  const kept = keptCalls(folder, warn);
  const phones = asteriskPhones(config.phones);
  const calls = asteriskCalls(phones, kept.load());
  const at = (): string => new Date(clock.now()).toISOString();
  let waiting: readonly CallEvent[] = [];
  let writing = Promise.resolve();
  let isWriting = false;
  let heard: number | undefined;
  let stopped = false;

  async function write(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0 && !stopped) {
      const batch = waiting.slice(0, together);
      try {
        await store.append(batch);
        waiting = waiting.slice(batch.length);
        kept.save(calls.live());
      } catch (error) {
        warn(error, 'events of Asterisk not stored, to be tried again');
        await new Promise<void>((resolve) => void clock.after(again, resolve));
      }
    }
    isWriting = false;
  }
  /** By the same rules as any PBX's: nothing of Asterisk's is believed either. */
  function isSound(event: CallEvent): boolean {
    const parsed = parsePbxEvents(event);
    if ('faults' in parsed) warn(new Error(parsed.faults[0]?.message), 'an event of Asterisk was left out');
    return 'events' in parsed;
  }
  function take(events: readonly CallEvent[]): void {
    const sound = events.filter(isSound);
    if (sound.length === 0) return;
    waiting = [...waiting, ...sound];
    if (!isWriting) writing = write();
  }

  /** Heard while the list of channels is on its way, which does not know of it yet. */
  let held: AmiMessage[] | undefined;
  function compared(events: readonly CallEvent[]): void {
    take(events);
    for (const message of held ?? []) take(calls.hear(message, at()));
    held = undefined;
  }

  const ami = amiConnection(config, clock, {
    onReady() {
      heard = clock.now();
      held = [];
      ami.list({ Action: 'CoreShowChannels' }).then(
        (channels) => compared(calls.compare(channels, at())),
        (error: unknown) => {
          warn(error, 'Asterisk does not say which channels there are');
          compared([]);
        },
      );
    },
    onEvent(message) {
      heard = clock.now();
      if (held === undefined) take(calls.hear(message, at()));
      else held.push(message);
    },
    onLost(why) {
      warn(new Error(why), 'no connection to Asterisk');
      onLost(why);
    },
  });
  return {
    control: asteriskControl(config, phones, calls, ami, clock),
    heardAt: () => heard,
    async stop() {
      ami.stop();
      stopped = true;
      await writing;
    },
  };
}
