import type { FaultCode } from '../domain/fault';
import type { Clock } from '../ports/clock';
import type { Memory } from '../ports/memory';

/** A fault that nobody has cured is worth another word the next working day. */
const remindAfter = 12 * 60 * 60_000;

export interface FaultLedger {
  readonly raise: (code: FaultCode) => void;
  readonly heal: (codes: readonly FaultCode[]) => void;
}

/** Once per fault, not once per retry, tab or reload. */
export function faultLedger(parts: {
  memory: Memory;
  clock: Clock;
  report: (code: FaultCode) => void;
}): FaultLedger {
  const { memory, clock, report } = parts;
  return {
    raise(code) {
      const toldAt = memory.read().told[code];
      if (toldAt !== undefined && clock.now() - toldAt < remindAfter) return;
      memory.change((mind) => ({ ...mind, told: { ...mind.told, [code]: clock.now() } }));
      report(code);
    },
    heal(codes) {
      const { told } = memory.read();
      if (!codes.some((code) => told[code] !== undefined)) return;
      const left = Object.fromEntries(
        Object.entries(told).filter(([code]) => !codes.some((healed) => healed === code)),
      );
      memory.change((mind) => ({ ...mind, told: left }));
    },
  };
}
