import type { RingStep } from '../shared/route-answer';
import { dial, type DialAs } from './dial';
import { guarded } from './guarded';
import { phonesOf, type Phone } from './phones-of';
import type { Settings } from './settings';

export interface RingNeeds {
  readonly settings: Settings;
  readonly as: Omit<DialAs, 'timeout'>;
  /** Ms since 1970 at which the caller must have been answered or refused. */
  readonly until: number;
  readonly onStep: (extensions: readonly string[], why?: string) => void;
  readonly onAnswer: (leg: Call, extension: string) => void;
  /** Nobody took it; SIP codes of those that said why. */
  readonly onNobody: (codes: readonly number[]) => void;
}

/** The host fails further calls beyond ten unanswered ones, the caller's own among them. */
const mostAtOnce = 9;
/** A shorter ring only frightens. */
const leastRing = 1000;

interface Ringing {
  readonly extension: string;
  readonly phone: Phone;
}

/** Rings step after step until somebody answers; returns how to stop (the caller gave up). */
export function ringInTurn(steps: readonly RingStep[], needs: RingNeeds): () => void {
  const { settings, as, until, onStep, onAnswer, onNobody } = needs;
  const legs = new Map<Call, number>();
  const codes: number[] = [];
  let toDial: Ringing[] = [];
  let step = -1;
  let timer = 0;
  let isDone = false;

  const hangUp = (leg: Call): void => guarded('hangup', () => leg.hangup())();
  const stop = (winner?: Call): void => {
    isDone = true;
    clearTimeout(timer);
    toDial = [];
    for (const leg of legs.keys()) if (leg !== winner) hangUp(leg);
  };
  const ringsOn = (): boolean => toDial.length > 0 || [...legs.values()].includes(step);

  function gone(leg: Call, code?: number): void {
    const of = legs.get(leg);
    if (of === undefined) return;
    legs.delete(leg);
    if (isDone) return;
    if (of === step && code !== undefined) codes.push(code);
    dialMore();
    if (!ringsOn()) nextStep();
  }

  function dialOne({ extension, phone }: Ringing, timeout: number): void {
    const own = step;
    let leg: Call;
    try {
      leg = dial(phone, { ...as, timeout });
    } catch (fault) {
      Logger.write(`cannot ring ${extension} at ${phone.kind}: ${String(fault)}`);
      return;
    }
    legs.set(leg, own);
    leg.addEventListener(
      CallEvents.Connected,
      guarded('answer', () => {
        // Two answered at once, or one in the moment in which its time was over.
        if (isDone || own !== step) return hangUp(leg);
        stop(leg);
        return onAnswer(leg, extension);
      }),
    );
    leg.addEventListener(
      CallEvents.Failed,
      guarded('failed leg', ({ code }) => gone(leg, code)),
    );
    leg.addEventListener(
      CallEvents.Disconnected,
      guarded('gone leg', () => gone(leg)),
    );
  }

  const left = (): number => until - Date.now();

  function dialMore(): void {
    while (!isDone && toDial.length > 0 && legs.size < mostAtOnce) {
      const [first, ...others] = toDial;
      toDial = others;
      if (first !== undefined) dialOne(first, Math.min(steps[step]?.seconds ?? 0, left() / 1000));
    }
  }

  function nextStep(): void {
    clearTimeout(timer);
    for (const [leg, of] of legs) if (of === step) hangUp(leg);
    step += 1;
    const now = steps[step];
    if (now === undefined || left() < leastRing) {
      stop();
      return onNobody(codes);
    }
    toDial = now.extensions.flatMap((extension) => {
      const phones = phonesOf(extension, settings);
      if (phones.length === 0) Logger.write(`${extension} has no phone that could ring`);
      return phones.map((phone) => ({ extension, phone }));
    });
    if (toDial.length === 0) return nextStep();
    timer = setTimeout(
      guarded('end of a step', () => nextStep()),
      Math.min(now.seconds * 1000, left()),
    );
    onStep([...new Set(toDial.map(({ extension }) => extension))], now.why);
    dialMore();
    if (!ringsOn()) nextStep();
  }

  nextStep();
  return stop;
}
