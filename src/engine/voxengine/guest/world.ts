import type { CallsFile } from '../described-calls';
import type { Entry } from '../timeline';
import type { VirtualClock } from './virtual-clock';

/** What every part of the emulated session has in common. */
export interface World {
  readonly clock: VirtualClock;
  readonly calls: CallsFile;
  readonly tell: (kind: Entry['kind'], text: string, call?: string, more?: Entry['more']) => void;
  /** A limit was broken that the host would not excuse; the run goes on as the host's would. */
  readonly breach: (text: string) => void;
  /** Something comes from outside, so long as the session runs. */
  readonly later: (seconds: number, run: () => void) => () => void;
  /** Likewise, and while the session ends as well. */
  readonly toTheEnd: (seconds: number, run: () => void) => () => void;
}

/** Length as the host counts it. */
export const bytes = (text: string): number =>
  Array.from(text).reduce((sum, sign) => {
    const code = sign.codePointAt(0) ?? 0;
    return sum + (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
  }, 0);
