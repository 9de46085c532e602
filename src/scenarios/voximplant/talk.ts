import { guarded } from './guarded';
import type { Session } from './reported-session';

/** How long the host may take to finish a recording after the last call. */
const recordingEnds = 5000;

export interface TalkNeeds {
  /** The side that is recorded: the customer's. */
  readonly customer: Call;
  readonly agent: Call;
  readonly extension: string;
  readonly session: Session;
  readonly isRecording: boolean;
}

/** Two answered calls become one talk: joined, recorded, reported; ends both when one ends, then the session. */
export function talk({ customer, agent, extension, session, isRecording }: TalkNeeds): void {
  const { report, close } = session;
  const extensions = [extension];
  let isOver = false;
  let isSounding = false;

  const end = guarded('end of talk', () => {
    if (isOver) return;
    isOver = true;
    for (const side of [customer, agent]) guarded('hangup', () => side.hangup())();
    report.ended(extensions, 'failed');
    if (isSounding) setTimeout(guarded('recording', close), recordingEnds);
    else close();
  });
  customer.addEventListener(CallEvents.Disconnected, end);
  agent.addEventListener(CallEvents.Disconnected, end);

  if (isRecording) {
    customer.addEventListener(
      CallEvents.RecordStarted,
      guarded('recording', ({ url }) => {
        isSounding = true;
        report.recordedAt(url);
      }),
    );
    customer.addEventListener(
      CallEvents.RecordStopped,
      guarded('recording', ({ url }) => {
        report.recorded(extensions, url);
        isSounding = false;
        if (isOver) close();
      }),
    );
    customer.addEventListener(
      CallEvents.RecordError,
      guarded('recording', ({ error }) => {
        Logger.write(`recording: ${error}`);
        isSounding = false;
      }),
    );
    guarded('recording', () => customer.record({ stereo: true }))();
  }
  report.answered(extensions);
  VoxEngine.sendMediaBetween(customer, agent);
}
