import { dispositionOf } from './disposition';
import type { PbxEvent } from './pbx-event';

/** What becomes of one INVITE, as far as its call is concerned. */
export interface Attempt {
  readonly callId: string;
  /** These extensions ring now, for that reason; none: a phone outside does. */
  rings(extensions: readonly string[], why?: string): void;
  /** How it is given up on the word of `hangUp`, while it is under way. */
  begun(giveUp: () => void): void;
  answered(by: { extension: string | undefined; isMachine: boolean }, talk: Talk): void;
  refused(status: number): void;
  /** Ended without being what the call was about. */
  over(): void;
  /**
   * The phone at `address` makes the next leg of this call; `why`: what its agent is told then. The answer ends the
   * wait; true: it had not come.
   */
  handOver(address: string, why: string): () => boolean;
}

export interface Talk {
  /** Key of its dialog. */
  readonly dialog: string;
  /** Where its two phones are. */
  readonly places: readonly string[];
  /** Ends it at both phones. */
  readonly sayGoodbye: () => void;
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

interface Leg extends Talk {
  readonly call: CallRecord;
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
  readonly giveUps: Set<() => void>;
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
  const alive = new Map<string, CallRecord>();
  /** Who was asked to call somebody else, and in which call. */
  const referred = new Map<string, { readonly call: CallRecord; readonly why?: string }>();

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
    alive.delete(call.id);
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

  const expectFrom = (address: string, call: CallRecord, why?: string): (() => boolean) => {
    call.alive += 1;
    const expected = { call, ...(why !== undefined && { why }) };
    referred.set(address, expected);
    return () => {
      if (referred.get(address) !== expected) return false;
      referred.delete(address);
      release(call);
      return true;
    };
  };

  function attempt(call: CallRecord): Attempt {
    call.alive += 1;
    let way: (() => void) | undefined;
    const settled = (): void => {
      if (way !== undefined) call.giveUps.delete(way);
    };
    return {
      callId: call.id,
      rings(extensions, why) {
        const { caller, to } = call.sides;
        // A colleague whom an agent's desk phone was told to call is who is called there, not who calls.
        const concerned =
          caller === undefined ? extensions : [...extensions.filter((one) => one !== to), caller];
        const added = concerned.filter((extension) => !call.rung.has(extension));
        for (const extension of added) call.rung.add(extension);
        if (added.length > 0) tell(call, 'ringing', added, why === undefined ? {} : { reason: why });
      },
      begun(giveUp) {
        settled();
        way = giveUp;
        call.giveUps.add(giveUp);
      },
      answered({ extension, isMachine }, talk) {
        settled();
        const { caller, to } = call.sides;
        const talker = caller !== undefined && extension === to ? caller : (extension ?? caller);
        call.byMachine ||= isMachine;
        legs.set(talk.dialog, { call, ...talk });
        if (talker !== undefined) call.talked.add(talker);
        if (call.answeredAt === undefined || extension !== undefined)
          tell(call, 'answered', talker === undefined ? [] : [talker]);
        call.answeredAt ??= now();
      },
      refused(status) {
        settled();
        if (call.answeredAt === undefined) call.status = status;
        release(call);
      },
      over() {
        settled();
        release(call);
      },
      handOver: (address, why) => expectFrom(address, call, why),
    };
  }

  return {
    /** A new call under a name that no other ever had. */
    begin(id: string, sides: Sides): Attempt {
      names.add(id);
      const call: CallRecord = {
        id,
        sides,
        rung: new Set(),
        talked: new Set(),
        answeredAt: undefined,
        byMachine: false,
        alive: 0,
        status: 0,
        events: 0,
        giveUps: new Set(),
      };
      alive.set(id, call);
      return attempt(call);
    },
    isTaken: (id: string): boolean => names.has(id),
    /** One more leg of the call that this dialog belongs to; undefined where it is none of ours. */
    follow(dialog: string): Attempt | undefined {
      const leg = legs.get(dialog);
      return leg && attempt(leg.call);
    },
    /** One more leg, made by whom the other side of a call had asked for it. */
    followReferral(address: string): Attempt | undefined {
      const { call, why } = referred.get(address) ?? {};
      if (call === undefined) return undefined;
      referred.delete(address);
      if (why !== undefined) tell(call, 'ringing', call.rung, { reason: why });
      const next = attempt(call);
      release(call);
      return next;
    },
    /** The far side of this dialog, at `address`, is to call somebody else. The answer ends the wait for that. */
    refer(dialog: string, address: string): () => void {
      const call = legs.get(dialog)?.call;
      if (call === undefined || referred.has(address)) return () => undefined;
      return expectFrom(address, call);
    },
    endLeg,
    /** Ends what there is of this call, ringing or talking, at all its phones; false: it is none, or over. */
    hangUp(id: string): boolean {
      const call = alive.get(id);
      if (call === undefined) return false;
      for (const giveUp of [...call.giveUps]) giveUp();
      for (const [dialog, leg] of [...legs]) {
        if (leg.call !== call) continue;
        leg.sayGoodbye();
        endLeg(dialog);
      }
      return true;
    },
    /** Talks of which a phone is gone for good, without a goodbye: the other one is told in its place. */
    lost(isGone: (place: string) => boolean): void {
      for (const [dialog, { places, sayGoodbye }] of [...legs]) {
        if (!places.some(isGone)) continue;
        sayGoodbye();
        endLeg(dialog);
      }
    },
  };
}

export type CallBook = ReturnType<typeof callBook>;
