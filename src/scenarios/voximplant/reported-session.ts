import { callReport, type CallReport, type ReportedCall } from '../shared/call-report';
import { eventQueue } from '../shared/event-queue';
import type { Gateway } from './gateway';
import { guarded } from './guarded';

/** A session without calls lives 60 s; what the gateway has not taken by then goes in the last request. */
const patience = 45_000;

export interface Session {
  readonly report: CallReport;
  /** Ends the session as soon as every event is at the gateway. */
  readonly close: () => void;
}

/** Reports one call, and stays until the report has arrived. */
export function reportedSession(call: ReportedCall, { events }: Gateway): Session {
  const log = (line: string): void => Logger.write(line);
  const after = (ms: number, then: () => void): void => void setTimeout(guarded('pause', then), ms);
  const queue = eventQueue({ post: events, after, log });
  let isClosing = false;
  VoxEngine.addEventListener(
    AppEvents.Terminating,
    guarded('Terminating', () => {
      // The host allows one more request, and nobody waits for its answer.
      if (queue.unsent().length > 0) void events(queue.unsent());
    }),
  );
  return {
    report: callReport(call, () => Date.now(), queue.add),
    close(): void {
      if (isClosing) return;
      isClosing = true;
      const end = guarded('end', () => VoxEngine.terminate());
      queue.whenSent(end);
      after(patience, end);
    },
  };
}
