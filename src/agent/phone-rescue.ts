import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';
import type { Ordered } from '../ports/pbx';
import type { LineCommand, PhoneReply } from './phone-command';
import { remembered, type PhoneCall, type PhoneState } from './phone-state';

/** Longest wait for the line, ms: by then the far side has hung up for want of sound. */
const patience = 15_000;
/** The gateway may be reached a little later than the PBX. */
const askAgain = 1000;
const asks = 15;

export const canBeRescued = ({ stage, rescue }: PhoneCall): boolean =>
  stage === 'talking' && rescue !== undefined;

export interface PhoneRescue {
  /** What the tabs are to see while it goes on: the talks that were left, beside those of this phone. */
  shown(state: PhoneState): PhoneState;
  /** The phone's state has changed. */
  heard(state: PhoneState): void;
  stop: Undo;
}

/** Takes over the talks of a tab that has gone, as soon as the line stands; the one that was not held comes last. */
export function phoneRescue(parts: {
  left: readonly PhoneCall[];
  clock: Clock;
  run: (command: LineCommand) => Promise<PhoneReply>;
  /** Has the PBX end a talk, by its own id, whose goodbye the tab that left may not have said. */
  hangUp: (callId: string) => Promise<Ordered>;
  /** What `shown` says has changed. */
  onChange: () => void;
}): PhoneRescue {
  const { clock, run, onChange } = parts;
  const live = parts.left.filter(({ stage }) => stage !== 'ended' && stage !== 'ending');
  let pending = live.filter(canBeRescued).sort((a, b) => Number(b.held) - Number(a.held));
  const now = clock.now();
  let over: readonly PhoneCall[] = live
    .filter((call) => !canBeRescued(call))
    .map((call) => ({ ...call, stage: 'ended', why: 'line-lost', endedAt: now }));
  const waits: Undo[] = [];
  let begun = false;
  let stopped = false;
  /** By the id of the new call: what the talk was like. */
  const joining = new Map<string, PhoneCall>();

  const forgetOver = (): void => {
    waits.push(
      clock.after(remembered, () => {
        over = [];
        onChange();
      }),
    );
  };
  const farewell = async (call: PhoneCall, left = asks): Promise<void> => {
    const said = await parts.hangUp(call.callId);
    if (said.ok || said.why !== 'unheard' || left === 0 || stopped) return;
    waits.push(clock.after(askAgain, () => void farewell(call, left - 1)));
  };
  for (const call of live) if (call.stage === 'talking' && !canBeRescued(call)) void farewell(call);
  const giveUp = (): void => {
    if (pending.length === 0 || begun) return;
    for (const call of pending) void farewell(call);
    over = [
      ...over,
      ...pending.map((call) => ({ ...call, stage: 'ended' as const, why: 'line-lost' as const })),
    ];
    pending = [];
    forgetOver();
    onChange();
  };
  if (over.length > 0) forgetOver();
  if (pending.length > 0) waits.push(clock.after(patience, giveUp));

  const begin = async (): Promise<void> => {
    begun = true;
    for (const call of pending) {
      const { rescue, number } = call;
      if (stopped || rescue === undefined) return;
      const reply = await run({ do: 'rescue', number, rescue, like: call });
      pending = pending.filter((other) => other !== call);
      if (reply.ok && reply.id !== undefined) joining.set(reply.id, call);
    }
    onChange();
  };
  return {
    shown: (state) => ({
      ...state,
      calls: [...over, ...pending.map((call) => ({ ...call, stage: 'joining' as const })), ...state.calls],
    }),
    heard(state) {
      if (state.link === 'ready' && pending.length > 0 && !begun) void begin();
      for (const { id, stage } of state.calls) {
        const was = joining.get(id);
        if (was === undefined || stage !== 'talking') continue;
        joining.delete(id);
        if (was.muted) void run({ do: 'mute', id, on: true });
        if (was.held) void run({ do: 'hold', id, on: true });
      }
    },
    stop() {
      stopped = true;
      for (const stop of waits) stop();
    },
  };
}
