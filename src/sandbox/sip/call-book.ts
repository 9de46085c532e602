import { dispositionOf } from './disposition';
import type { PbxEvent } from './pbx-event';

/** What becomes of one INVITE, as far as its call is concerned. */
export interface Attempt {
  readonly callId: string;
  /** These extensions ring now, for that reason; none: a phone outside does. */
  rings(extensions: readonly string[], why?: string): void;
  /** `dialog`: key of the talk that begins; `places`: where its two phones are. */
  answered(
    by: { extension: string | undefined; isMachine: boolean },
    dialog: string,
    places: readonly string[],
  ): void;
  refused(status: number): void;
}

export interface Sides {
  readonly direction: 'inbound' | 'outbound';
  readonly from: string;
  readonly to: string;
  /** Extension of the agent who calls somebody outside. */
  readonly caller: string | undefined;
  /** Whom it was meant for, should nobody's phone be there. */
  readonly meant: readonly string[];
}

interface Leg {
  readonly call: CallRecord;
  readonly places: readonly string[];
}

interface CallRecord {
  readonly id: string;
  readonly sides: Sides;
  readonly rung: Set<string>;
  readonly talked: Set<string>;
  answeredAt: number | undefined;
  byMachine: boolean;
  /** Legs and attempts that are alive; the call is over when there are none. */
  alive: number;
  status: number;
  events: number;
}

/** Calls of the company, whatever their legs: what a PBX tells of them, and nothing of talks between strangers. */
export function callBook(parts: {
  post: (event: PbxEvent) => void;
  now: () => number;
  /** A talk has ended, of whichever call. */
  onTalkOver: (dialog: string) => void;
}) {
  const { post, now, onTalkOver } = parts;
  const legs = new Map<string, Leg>();
  const names = new Set<string>();
  /** Who was asked to call somebody else, and in which call. */
  const referred = new Map<string, CallRecord>();

  const tell = (
    call: CallRecord,
    type: PbxEvent['type'],
    extensions: Iterable<string>,
    more: Partial<PbxEvent> = {},
  ): void => {
    call.events += 1;
    const { direction, from, to } = call.sides;
    post({
      id: `${call.id}-${call.events}`,
      call_id: call.id,
      type,
      direction,
      from,
      to,
      extensions: [...extensions],
      at: new Date(now()).toISOString(),
      ...more,
    });
  };
  const release = (call: CallRecord): void => {
    call.alive -= 1;
    if (call.alive > 0) return;
    const { answeredAt, status } = call;
    if (answeredAt !== undefined) {
      const duration = Math.round((now() - answeredAt) / 1000);
      const disposition = call.byMachine ? 'voicemail' : 'answered';
      tell(call, 'ended', call.talked, { duration, disposition });
    } else {
      const meant = call.rung.size > 0 ? call.rung : call.sides.meant;
      tell(call, 'ended', meant, { duration: 0, disposition: dispositionOf(status) });
    }
  };
  const endLeg = (dialog: string): void => {
    const leg = legs.get(dialog);
    if (leg === undefined) return;
    legs.delete(dialog);
    onTalkOver(dialog);
    release(leg.call);
  };

  function attempt(call: CallRecord): Attempt {
    call.alive += 1;
    return {
      callId: call.id,
      rings(extensions, why) {
        const concerned = call.sides.caller === undefined ? extensions : [...extensions, call.sides.caller];
        const added = concerned.filter((extension) => !call.rung.has(extension));
        for (const extension of added) call.rung.add(extension);
        if (added.length > 0) tell(call, 'ringing', added, why === undefined ? {} : { reason: why });
      },
      answered({ extension, isMachine }, dialog, places) {
        const talker = extension ?? call.sides.caller;
        call.byMachine ||= isMachine;
        legs.set(dialog, { call, places });
        if (talker !== undefined) call.talked.add(talker);
        if (call.answeredAt === undefined || extension !== undefined)
          tell(call, 'answered', talker === undefined ? [] : [talker]);
        call.answeredAt ??= now();
      },
      refused(status) {
        if (call.answeredAt === undefined) call.status = status;
        release(call);
      },
    };
  }

  return {
    /** A new call under a name that no other ever had. */
    begin(id: string, sides: Sides): Attempt {
      names.add(id);
      return attempt({
        id,
        sides,
        rung: new Set(),
        talked: new Set(),
        answeredAt: undefined,
        byMachine: false,
        alive: 0,
        status: 0,
        events: 0,
      });
    },
    isTaken: (id: string): boolean => names.has(id),
    /** One more leg of the call that this dialog belongs to; undefined where it is none of ours. */
    follow(dialog: string): Attempt | undefined {
      const leg = legs.get(dialog);
      return leg && attempt(leg.call);
    },
    /** One more leg, made by whom the other side of a call had asked for it. */
    followReferral(address: string): Attempt | undefined {
      const call = referred.get(address);
      if (call === undefined) return undefined;
      referred.delete(address);
      const next = attempt(call);
      release(call);
      return next;
    },
    /** The far side of this dialog, at `address`, is to call somebody else. The answer ends the wait for that. */
    refer(dialog: string, address: string): () => void {
      const call = legs.get(dialog)?.call;
      if (call === undefined || referred.has(address)) return () => undefined;
      call.alive += 1;
      referred.set(address, call);
      return () => {
        if (referred.get(address) !== call) return;
        referred.delete(address);
        release(call);
      };
    },
    endLeg,
    /** Talks of which a phone is gone for good, without a goodbye. */
    lost(isGone: (place: string) => boolean): void {
      for (const [dialog, { places }] of [...legs]) if (places.some(isGone)) endLeg(dialog);
    },
  };
}

export type CallBook = ReturnType<typeof callBook>;
