import type { CallEvent, CallEventType, Direction, Disposition } from '../../domain/call';

export interface ReportedCall {
  readonly call_id: string;
  readonly direction: Direction;
  readonly from: string;
  readonly to: string;
}

/** Longest that the gateway takes. */
const longest = { number: 64, extension: 32, reason: 200 };
/** What agents have: an outside number that rings in an agent's stead is not one. */
const isExtension = (word: string): boolean => /^[\w*#.-]{1,32}$/.test(word) && !/^\d{7,}$/.test(word);

/** Words the events of one call; each once, whatever happens twice. `now`: ms since 1970. */
export function callReport(
  { call_id, direction, from, to }: ReportedCall,
  now: () => number,
  send: (event: CallEvent) => void,
) {
  let told = 0;
  let isOver = false;
  let answeredAt: number | undefined;
  let recording: string | undefined;

  const tell = (type: CallEventType, extensions: readonly string[], more: Partial<CallEvent> = {}): void => {
    told += 1;
    send({
      id: `${call_id}-${told}`,
      call_id,
      type,
      direction,
      from: from.slice(0, longest.number),
      to: to.slice(0, longest.number),
      extensions: extensions.filter(isExtension),
      at: new Date(now()).toISOString(),
      ...more,
    });
  };
  return {
    ringing: (extensions: readonly string[], why?: string): void =>
      tell('ringing', extensions, why === undefined ? {} : { reason: why.slice(0, longest.reason) }),
    answered(extensions: readonly string[]): void {
      if (answeredAt !== undefined) return;
      answeredAt = now();
      tell('answered', extensions);
    },
    /** The address is known before there is sound: told with the end of the call, whatever comes of `recorded`. */
    recordedAt(url: string): void {
      recording = url;
    },
    /** `otherwise`: how it ended if nobody has talked. */
    ended(extensions: readonly string[], otherwise: Disposition): void {
      if (isOver) return;
      isOver = true;
      tell('ended', extensions, {
        duration: answeredAt === undefined ? 0 : Math.max(0, Math.round((now() - answeredAt) / 1000)),
        disposition: answeredAt === undefined ? otherwise : 'answered',
        ...(recording !== undefined && { recording_url: recording }),
      });
    },
    recorded: (extensions: readonly string[], url: string): void =>
      tell('recorded', extensions, { recording_url: url }),
  };
}

export type CallReport = ReturnType<typeof callReport>;
