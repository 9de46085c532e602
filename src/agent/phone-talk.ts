import {
  phoneStep,
  stageLimits,
  type PhoneEnding,
  type PhoneEvent,
  type PhoneOrder,
  type PhoneStage,
} from '../domain/phone-call';
import { lifetime, type Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';
import type { Leg } from '../ports/phone';
import { phoneRenewals, type Renewals } from './phone-renewals';
import { phoneSoundWatch } from './phone-sound-watch';
import type { PhoneCall, PhoneNote } from './phone-state';
import { phoneTransfer } from './phone-transfer';

/** Drives one leg from its first moment to its last: stages, their limits, and all that can be done meanwhile. */
export interface PhoneTalk {
  readonly leg: Leg;
  readonly call: PhoneCall;
  readonly renewals: Renewals;
  tell(event: PhoneEvent): void;
  mute(on: boolean): void;
  hold(on: boolean): Promise<boolean>;
  dial(tones: string): Promise<boolean>;
  transfer(target: string | Leg, to: string): Promise<boolean>;
  mixed(on: boolean): void;
  /** The server can be reached again: says where we are now, and repairs the sound if it went with the socket. */
  lineBack(): void;
  lineLost(): void;
}

export interface TalkParts {
  readonly leg: Leg;
  readonly direction: PhoneCall['direction'];
  /** The call that this leg goes on with, as another tab had it. */
  readonly like?: PhoneCall;
  readonly clock: Clock;
  readonly chance: () => number;
  readonly limits?: typeof stageLimits;
  readonly isOnline: () => boolean;
  /** See whether the server can still be reached. */
  readonly onDoubt: () => void;
  readonly onChange: () => void;
  readonly onUnexpected: (error: unknown) => void;
}

function withoutTransfer(call: PhoneCall): PhoneCall {
  const rest: { transfer?: unknown } = { ...call };
  delete rest.transfer;
  return rest as PhoneCall;
}

export function phoneTalk(parts: TalkParts): PhoneTalk {
  const { leg, clock, direction, chance, like } = parts;
  const limits = { ...stageLimits, ...parts.limits };
  const life = lifetime(parts.onUnexpected);
  let stopLimit: Undo = () => undefined;
  let lineAway = false;
  let call: PhoneCall = {
    id: leg.id,
    callId: leg.callId ?? leg.id,
    direction,
    number: leg.number,
    name: leg.name,
    stage: direction === 'inbound' ? 'incoming' : 'preparing',
    startedAt: clock.now(),
    muted: false,
    held: false,
    holding: false,
    farHeld: false,
    mixed: false,
    ...(like !== undefined && {
      direction: like.direction,
      name: like.name,
      startedAt: like.startedAt,
      ...(like.joinedAt !== undefined && { joinedAt: like.joinedAt }),
    }),
  };
  const change = (more: Partial<PhoneCall>): void => {
    call = { ...call, ...more };
    parts.onChange();
  };
  const note = (value: PhoneNote): void => change({ note: value });

  const obey = (order: PhoneOrder): void => {
    switch (order) {
      case 'answer':
        return leg.answer();
      case 'decline-everywhere':
        return leg.refuse(603);
      case 'decline-here':
        return leg.refuse(486);
      case 'decline-late':
        return leg.refuse(480);
      case 'end':
        return leg.end();
      case 'drop':
        return leg.drop();
    }
  };
  const limit = (stage: PhoneStage): void => {
    stopLimit();
    const ms = limits[stage];
    stopLimit = ms === undefined ? () => undefined : clock.after(ms, () => tell({ type: 'timeout' }));
  };
  const tell = (event: PhoneEvent): void => {
    const step = phoneStep(call.stage, event);
    if (step === undefined) return;
    limit(step.stage);
    const now = clock.now();
    call = {
      ...call,
      stage: step.stage,
      ...(step.why !== undefined && { why: call.why ?? step.why }),
      ...(step.stage === 'talking' && { joinedAt: call.joinedAt ?? now }),
      ...(step.stage === 'ended' && { endedAt: now }),
    };
    for (const order of step.orders) obey(order);
    if (step.stage === 'talking') watch();
    if (step.stage === 'ending' || step.stage === 'ended') life.end();
    parts.onChange();
  };
  const end = (why: PhoneEnding): void => tell({ type: 'end', why });

  const renewals = phoneRenewals({
    leg,
    clock,
    chance,
    outgoing: direction === 'outbound',
    onGone: () => end('far-side-gone'),
  });
  const watch = (): void => {
    life.own(
      phoneSoundWatch({
        clock,
        sample: () => leg.sample(),
        isQuiet: () => renewals.held || call.holding || call.farHeld,
        isOnline: parts.isOnline,
        onDoubt: parts.onDoubt,
        repair: () => void renewals.refresh(true),
        onLost: () => end('sound-lost'),
        onReport: (sound) => change({ sound }),
      }),
    );
  };
  life.own(renewals.stop);

  const talk: PhoneTalk = {
    leg,
    renewals,
    get call() {
      return call;
    },
    tell,
    mute(on) {
      leg.speak(!on);
      change({ muted: on });
    },
    async hold(on) {
      if (call.stage !== 'talking') return false;
      change({ holding: true });
      const outcome = await renewals.hold(on);
      const done = outcome === 'done';
      change({ held: renewals.held, holding: false, ...(!done && { note: 'hold-refused' }) });
      return done;
    },
    async dial(tones) {
      const sent = call.stage === 'talking' && (await leg.dial(tones));
      if (!sent) note('tones-refused');
      return sent;
    },
    async transfer(target, to) {
      if (call.stage !== 'talking' || call.transfer !== undefined) return false;
      change({ transfer: { to, trying: false } });
      const transfer = phoneTransfer({
        leg,
        clock,
        target,
        whenIdle: () => renewals.idle(),
        onTrying: () => change({ transfer: { to, trying: true } }),
      });
      life.own(transfer.stop);
      const outcome = await transfer.outcome;
      if (outcome === 'done') {
        end('transferred');
        return true;
      }
      call = withoutTransfer(call);
      if (call.stage !== 'talking') return call.why === 'transferred';
      note(outcome === 'refused' ? 'transfer-refused' : 'transfer-failed');
      // The far side is with us again, and should hear so.
      if (renewals.held) await talk.hold(false);
      return false;
    },
    mixed: (on) => change({ mixed: on }),
    lineLost() {
      lineAway = true;
      tell({ type: 'line-lost' });
    },
    lineBack() {
      if (!lineAway || call.stage !== 'talking') return;
      lineAway = false;
      void leg.sample().then((sample) => renewals.refresh(sample?.connected !== true));
    },
  };
  limit(call.stage);
  leg.listen({
    onSent: () => tell({ type: 'sent' }),
    onProgress: () => tell({ type: 'progress' }),
    onAnswerSeen: () => tell({ type: 'answer-seen' }),
    onJoined(rescue) {
      if (rescue !== undefined) call = { ...call, rescue };
      tell({ type: 'joined' });
    },
    onOver(why) {
      // A far side that has taken the transfer says goodbye by itself.
      const moved = call.transfer?.trying === true && why === 'far-hung-up';
      tell({ type: 'over', why: moved ? 'transferred' : why });
    },
    onFarHold(farHeld) {
      if (farHeld !== call.farHeld) change({ farHeld });
    },
    onMicrophoneLost: (replaced) => note(replaced ? 'microphone-replaced' : 'microphone-lost'),
  });
  return talk;
}
