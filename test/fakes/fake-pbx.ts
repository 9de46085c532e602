import type { Call } from '../../src/domain/call';
import type { Ordered, Pbx, PbxListener, Reported, Session } from '../../src/ports/pbx';
import type { ResultOutcome } from '../../src/ports/result-crm';

export const aSession = (extension: string | undefined = '101'): Session => ({
  token: 't',
  expiresAt: Number.MAX_SAFE_INTEGER,
  logging: true,
  extension,
});

export const aCall = (more: Partial<Call> = {}): Call => ({
  call_id: 'c-1',
  state: 'ringing',
  direction: 'inbound',
  phone: '+79991112233',
  line: '+74951234567',
  extensions: ['101', '102'],
  started_at: '2026-01-31T10:00:00.000Z',
  seq: 1,
  ...more,
});

export const answered = {
  state: 'active',
  extensions: ['101'],
  answered_at: '2026-01-31T10:00:05.000Z',
} as const;
export const ended = {
  ...answered,
  state: 'ended',
  ended_at: '2026-01-31T10:01:07.000Z',
  duration: 62,
  disposition: 'answered',
} as const;

/** The other side of the port: the test speaks for the gateway. */
export function fakePbx() {
  let listener: PbxListener | undefined;
  const starts: Parameters<Pbx['connect']>[0][] = [];
  const reported: ResultOutcome[] = [];
  const ordered: string[] = [];
  let hearing: Reported = 'taken';
  let ordering: Ordered = { ok: true, callId: 'c-9' };
  const pbx: Pbx = {
    connect(start, heard) {
      starts.push(start);
      listener = heard;
      return () => {
        if (listener === heard) listener = undefined;
      };
    },
    report(outcome) {
      reported.push(outcome);
      return Promise.resolve(hearing);
    },
    originate(phone) {
      ordered.push(`originate ${phone}`);
      return Promise.resolve(ordering);
    },
    hangUp(callId) {
      ordered.push(`hang up ${callId}`);
      return Promise.resolve(ordering);
    },
    watchColleagues: () => () => undefined,
  };
  return {
    ...pbx,
    starts,
    reported,
    ordered,
    /** How orders are answered from now on. */
    order: (how: Ordered) => (ordering = how),
    /** How reports are taken from now on. */
    hear: (how: Reported) => (hearing = how),
    connected: () => listener !== undefined,
    signIn: (session: Session) => listener?.onSession(session),
    tell: (call: Call, live = true) => listener?.onCall(call, live),
    catchUp: (cursor: number, now: number, told: string[]) =>
      listener?.onCaughtUp({ cursor, now, told: new Set(told) }),
    fault: (code: Parameters<PbxListener['onFault']>[0]) => listener?.onFault(code),
    heal: (...codes: Parameters<PbxListener['onFault']>[0][]) => listener?.onHealed(codes),
  };
}
