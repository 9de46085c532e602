import type { Call } from './call';
import { clientNotCalled } from './own-phone';
import type { DialPlan } from './dial-plan';
import { parsePhone } from './phone-number';

/** After which calls the result window opens. */
export interface ResultSettings {
  readonly after: 'answered' | 'all' | 'never';
  /** Shorter talks are not asked about, seconds. */
  readonly threshold: number;
  readonly internal: boolean;
}

/**
 * Whether the agent is asked what came of an ended call. Only one who talked in it; where also calls that nobody
 * answered count, the one who placed it, or whom alone it rang: a missed call of the whole department is nobody's.
 */
export function resultDue(
  call: Call,
  extension: string | undefined,
  settings: ResultSettings,
  plan: DialPlan,
): boolean {
  if (settings.after === 'never' || call.state !== 'ended' || clientNotCalled(call)) return false;
  if (extension === undefined || !call.extensions.includes(extension)) return false;
  if (!settings.internal && parsePhone(call.phone, plan).kind === 'internal') return false;
  if (call.disposition === 'answered') return (call.duration ?? 0) >= settings.threshold;
  return settings.after === 'all' && (call.direction === 'outbound' || call.extensions.length === 1);
}
