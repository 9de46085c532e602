import { guarded } from './guarded';
import type { Session } from './reported-session';

/** How long the host may take to finish a recording after the last call. */
const recordingEnds = 5000;

export interface TalkNeeds {
  /** The call that came in, or the agent's. */
  readonly first: Call;
  /** The one that was called for it and has just answered; it is recorded. */
  readonly second: Call;
  readonly extension: string;
  readonly session: Session;
  readonly isRecording: boolean;
}

/** Two answered calls become one talk: joined, recorded, reported; ends both when one ends, then the session. */
export function talk({ first, second, extension, session, isRecording }: TalkNeeds): void {
  const { report, close } = session;
  const extensions = [extension];
  let isOver = false;
  let isSounding = false;

  const end = guarded('end of talk', () => {
    if (isOver) return;
    isOver = true;
    for (const side of [first, second]) guarded('hangup', () => side.hangup())();
    report.ended(extensions, 'failed');
    if (isSounding) setTimeout(guarded('recording', close), recordingEnds);
    else close();
  });
  second.addEventListener(CallEvents.Disconnected, end);
  first.addEventListener(CallEvents.Disconnected, end);

  if (isRecording) {
    second.addEventListener(
      CallEvents.RecordStarted,
      guarded('recording', ({ url }) => {
        isSounding = true;
        report.recordedAt(url);
      }),
    );
    second.addEventListener(
      CallEvents.RecordStopped,
      guarded('recording', ({ url }) => {
        report.recorded(extensions, url);
        isSounding = false;
        if (isOver) close();
      }),
    );
    second.addEventListener(
      CallEvents.RecordError,
      guarded('recording', ({ error }) => {
        Logger.write(`recording: ${error}`);
        isSounding = false;
      }),
    );
    guarded('recording', () => second.record({ stereo: true }))();
  }
  report.answered(extensions);
  VoxEngine.sendMediaBetween(first, second);
}
