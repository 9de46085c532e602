import type { DialShow } from '../agent/dial-show';
import { clockTime } from '../domain/call-words';
import type { DialHead } from '../dialing/dial-head';
import { showPhone } from '../domain/phone-number';
import type { DialWords } from './dial-row-model';

/** The panel's foot: who, how long, and which keys do something. */
export interface DialFoot {
  readonly who: string;
  readonly time: string;
  readonly recording: boolean;
  readonly muted: boolean;
  readonly start: 'start' | 'resume' | 'next';
  /** Keys that do something now. */
  readonly live: ReadonlySet<string>;
}

export function dialFoot(
  { phase }: DialShow,
  head: DialHead,
  waiting: number,
  now: number,
  { texts, dialPlan, moment }: Pick<DialWords, 'texts' | 'dialPlan' | 'moment'>,
): DialFoot {
  const left = (until: number): string => String(Math.max(0, Math.ceil((until - now) / 1000)));
  const base = {
    ...{ time: '', recording: false, muted: false },
    start:
      phase.is === 'paused'
        ? ('resume' as const)
        : phase.is === 'countdown'
          ? ('next' as const)
          : ('start' as const),
  };
  const running = ['pause', 'stop', 'after-call'];
  const live = (...keys: string[]): ReadonlySet<string> => new Set(keys);
  const state = (key: string, values?: Record<string, string>): string => texts(`dial.phase.${key}`, values);
  switch (phase.is) {
    case 'calling':
    case 'talking': {
      const keys = ['skip', 'hang-up', 'after-call', ...(head.run === null ? [] : running)];
      return {
        ...base,
        who: `${state(phase.is)}: ${phase.entry.name || showPhone(phase.entry.attempt?.phone ?? phase.entry.next, dialPlan)}`,
        time: clockTime(Math.max(0, (now - phase.since) / 1000)),
        recording: phase.is === 'talking',
        muted: phase.muted,
        live: live(...keys, ...(phase.is === 'talking' && phase.phoneId !== undefined ? ['mute'] : [])),
      };
    }
    case 'countdown':
      return {
        ...base,
        who: state('countdown', { left: left(phase.until) }),
        live: live('start', ...running),
      };
    case 'waiting':
      return { ...base, who: state('waiting', { at: moment(phase.until) }), live: live(...running) };
    case 'paused':
      return { ...base, who: texts(`dial.pause.${phase.why}`), live: live('start', 'stop') };
    case 'held':
      return { ...base, who: texts(`dial.held.${phase.why}`), live: live(...running) };
    case 'settling':
    case 'asking':
    case 'filing':
    case 'ready':
      return { ...base, who: state(phase.is), live: live(...running) };
    case 'elsewhere':
      return { ...base, who: state('elsewhere'), live: live('start') };
    case 'finished':
    case 'off':
      return { ...base, who: waiting > 0 ? state('off') : '', live: waiting > 0 ? live('start') : live() };
  }
}
