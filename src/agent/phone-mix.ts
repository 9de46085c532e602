import type { Undo } from '../domain/undo';
import type { Wire } from '../ports/phone';
import type { PhoneReply } from './phone-command';
import type { PhoneTalk } from './phone-talk';

/** Several talks that hear each other through this phone. */
export interface PhoneMix {
  /** Takes all talks together, off hold. */
  mix(): Promise<PhoneReply>;
  part(): void;
  /** A talk has changed: one alone is not mixed. */
  check(): void;
}

export function phoneMix(wire: Pick<Wire, 'mix'>, live: () => readonly PhoneTalk[]): PhoneMix {
  let unmix: Undo | undefined;
  const talking = (): readonly PhoneTalk[] => live().filter(({ call }) => call.stage === 'talking');
  const part = (): void => {
    const undo = unmix;
    unmix = undefined;
    undo?.();
    for (const talk of live()) if (talk.call.mixed) talk.mixed(false);
  };
  return {
    async mix() {
      const talks = talking();
      if (talks.length < 2) return { ok: false, why: 'not-now' };
      const back = await Promise.all(
        talks.map((talk) => (talk.call.held ? talk.hold(false) : Promise.resolve(true))),
      );
      if (back.includes(false)) return { ok: false, why: 'refused' };
      unmix?.();
      unmix = undefined;
      for (const talk of talks) talk.mixed(true);
      unmix = wire.mix(talks.map(({ leg }) => leg));
      return { ok: true };
    },
    part,
    check() {
      if (unmix !== undefined && talking().filter(({ call }) => call.mixed).length < 2) part();
    },
  };
}
