import { lifetime, type Undo } from '../domain/undo';
import type { stageLimits } from '../domain/phone-call';
import type { Clock } from '../ports/clock';
import type {
  Leg,
  PhoneAccount,
  PhoneSound,
  Rescue,
  SoundDevice,
  SoundRole,
  Wire,
  Wiring,
} from '../ports/phone';
import type { LineCommand, PhoneReply } from './phone-command';
import { phoneLink, type PhoneLink } from './phone-link';
import { phoneMix } from './phone-mix';
import { ringFor } from './phone-ring';
import { remembered, type PhoneCall, type PhoneState } from './phone-state';
import { phoneTalk, type PhoneTalk } from './phone-talk';

/** More at once nobody can overlook; the next caller hears "busy". */
const mostCalls = 4;

export interface DeviceChoices {
  readonly all: readonly SoundDevice[];
  /** Empty: the system's own choice. */
  readonly chosen: string;
}

export interface Phone {
  readonly state: PhoneState;
  /** Every command settles, whatever the far side does. */
  run(command: LineCommand): Promise<PhoneReply>;
  /** Other credentials for the same line; what goes on goes on. */
  renew(account: PhoneAccount): void;
  /** `online`, or the tab is looked at again. */
  readonly hurry: Undo;
  /** Within a click: from then on the page may ring. */
  unlock(): void;
  /** What can be chosen in this computer, and what is. */
  devices(): Promise<Readonly<Record<SoundRole, DeviceChoices>>>;
  /**
   * The page goes away. Synchronous. `rescued`: ids of the talks that another tab is about to take over; all others
   * are ended at both ends.
   */
  leave(rescued: readonly string[]): void;
  stop: Undo;
}

export interface PhoneParts {
  readonly account: PhoneAccount;
  readonly wiring: Wiring;
  readonly sound: PhoneSound;
  readonly clock: Clock;
  readonly chance: () => number;
  readonly limits?: typeof stageLimits;
  readonly onState: (state: PhoneState) => void;
  readonly onUnexpected: (error: unknown) => void;
}

/** The agent's phone: the line, its calls, and all that can be done with them. */
export function phone(parts: PhoneParts): Phone {
  const { clock, chance, sound } = parts;
  const life = lifetime(parts.onUnexpected);
  let talks: readonly PhoneTalk[] = [];
  let ringLocked = false;
  let unplugged: readonly SoundRole[] = [];

  const state = (): PhoneState => ({
    link: link.state,
    calls: talks.map(({ call }) => call),
    ringLocked,
    unplugged,
  });
  const publish = (): void => {
    if (life.ended) return;
    const now = state();
    sound.ring(ringFor(now.calls));
    parts.onState(now);
  };
  const live = (): readonly PhoneTalk[] => talks.filter(({ call }) => call.stage !== 'ended');
  const find = (id: string): PhoneTalk | undefined => live().find(({ call }) => call.id === id);
  const isOnline = (): boolean => link.state === 'ready';
  const onChange = (): void => {
    mixing.check();
    publish();
    for (const { call } of talks) if (call.stage === 'ended' && !forgetting.has(call.id)) forget(call.id);
  };
  const forgetting = new Map<string, Undo>();
  const forget = (id: string): void => {
    const undo = clock.after(remembered, () => {
      forgetting.delete(id);
      talks = talks.filter(({ call }) => call.id !== id);
      publish();
    });
    forgetting.set(id, undo);
  };
  life.own(() => forgetting.forEach((undo) => undo()));
  const add = (leg: Leg, direction: 'inbound' | 'outbound', like?: PhoneCall): PhoneTalk => {
    const talk = phoneTalk({
      ...{ leg, direction, clock, chance, isOnline },
      onDoubt: () => link.hurry(),
      onChange,
      onUnexpected: parts.onUnexpected,
      ...(like !== undefined && { like }),
      ...(parts.limits !== undefined && { limits: parts.limits }),
    });
    talks = [...talks, talk];
    publish();
    return talk;
  };
  const wire: Wire = parts.wiring(parts.account, {
    onLost: () => link.lost(),
    hasRoom: () => live().length < mostCalls,
    onCall(leg) {
      const talk = add(leg, 'inbound');
      const replaced = leg.replaces === undefined ? undefined : find(leg.replaces);
      if (replaced === undefined) return;
      // Somebody has handed the far side of a talk over: it is the same talk, so it does not ring.
      const { muted } = replaced.call;
      talk.tell({ type: 'answer' });
      if (muted) talk.mute(true);
    },
  });
  const mixing = phoneMix(wire, live);
  life.own(() => wire.stop());
  life.own(() => sound.stop());
  sound.listen({
    onLocked(locked) {
      ringLocked = locked;
      publish();
    },
    onReplaced(role) {
      unplugged = [...unplugged.filter((other) => other !== role), role];
      publish();
    },
    onDevices: publish,
  });
  const link: PhoneLink = phoneLink({
    wire,
    clock,
    chance,
    isUrgent: () => live().length > 0,
    onState(next) {
      if (next === 'ready') for (const talk of live()) talk.lineBack();
      else if (next !== 'connecting' && next !== 'registering') for (const talk of live()) talk.lineLost();
      publish();
    },
  });
  life.own(() => link.stop());

  const others = (talk: PhoneTalk): readonly PhoneTalk[] =>
    live().filter((other) => other !== talk && other.call.stage === 'talking');
  /** One is talked to at a time, unless they are mixed. */
  const alone = async (talk: PhoneTalk): Promise<void> => {
    await Promise.all(
      others(talk)
        .filter(({ call }) => !call.held && !(call.mixed && talk.call.mixed))
        .map((other) => other.hold(true)),
    );
  };
  const call = async (number: string, replaces?: Rescue, like?: PhoneCall): Promise<PhoneReply> => {
    if (!isOnline()) return { ok: false, why: 'no-line' };
    if (live().length >= mostCalls) return { ok: false, why: 'busy' };
    let leg: Leg;
    try {
      leg = wire.call(number, replaces, like?.callId);
    } catch {
      return { ok: false, why: 'bad-number' };
    }
    await alone(add(leg, 'outbound', like));
    return { ok: true, id: leg.id };
  };
  const done = (ok: boolean): PhoneReply => (ok ? { ok } : { ok, why: 'refused' });
  const run = async (command: LineCommand): Promise<PhoneReply> => {
    if (command.do === 'call') return call(command.number);
    if (command.do === 'rescue') return call(command.number, command.rescue, command.like);
    if (command.do === 'mix') return mixing.mix();
    if (command.do === 'part') {
      mixing.part();
      const first = live().find(({ call: { stage } }) => stage === 'talking');
      if (first !== undefined) await alone(first);
      return { ok: true };
    }
    if (command.do === 'ring-volume') {
      sound.setRingVolume(command.volume);
      return { ok: true };
    }
    if (command.do === 'choose-device') {
      await sound.choose(command.role, command.device);
      unplugged = unplugged.filter((role) => role !== command.role);
      if (command.role === 'microphone') wire.takeMicrophone();
      publish();
      return { ok: true };
    }
    const talk = find(command.id);
    if (talk === undefined) return { ok: false, why: 'no-such-call' };
    switch (command.do) {
      case 'answer':
        // Accepting into a lost socket succeeds, and nobody is there.
        if (!isOnline() || talk.call.stage !== 'incoming') return { ok: false, why: 'not-now' };
        void alone(talk);
        talk.tell({ type: 'answer' });
        return { ok: true };
      case 'decline':
        talk.tell({ type: 'decline', where: command.where });
        return { ok: true };
      case 'hang-up':
        talk.tell({ type: 'end', why: 'hung-up' });
        return { ok: true };
      case 'mute':
        talk.mute(command.on);
        return { ok: true };
      case 'hold':
        if (!command.on) await alone(talk);
        return done(await talk.hold(command.on));
      case 'dial':
        return done(await talk.dial(command.tones));
      case 'transfer':
        return done(await talk.transfer(command.to, command.to));
      case 'transfer-to-call': {
        const other = find(command.other);
        if (other === undefined) return { ok: false, why: 'no-such-call' };
        const moved = await talk.transfer(other.leg, other.call.number);
        if (moved) other.tell({ type: 'end', why: 'transferred' });
        return done(moved);
      }
    }
  };
  return {
    get state() {
      return state();
    },
    run,
    renew: (account) => link.renew(account),
    hurry: () => link.hurry(),
    unlock: () => void sound.unlock(),
    async devices() {
      const all = await sound.devices();
      const of = (role: SoundRole): DeviceChoices => ({ all: all[role], chosen: sound.chosen(role) });
      return { microphone: of('microphone'), speaker: of('speaker'), ringer: of('ringer') };
    },
    leave(rescued) {
      for (const talk of live())
        if (rescued.includes(talk.call.id)) talk.leg.abandon();
        else talk.tell({ type: 'end', why: 'hung-up' });
    },
    stop: () => life.end(),
  };
}
