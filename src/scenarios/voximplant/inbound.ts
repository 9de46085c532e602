// An inbound call: the gateway says who shall ring; without its word the default targets do, at once.
import { defaultSteps } from '../shared/default-steps';
import { dispositionOf } from '../shared/disposition';
import { gateway } from './gateway';
import { guarded } from './guarded';
import { reportedSession } from './reported-session';
import { ringInTurn } from './ring-in-turn';
import { readSettings } from './settings';
import { talk } from './talk';

/** The host drops a caller after 60 s without an answer: ours comes before. */
const callerWaits = 58_000;
const unavailable = 480;
const busyHere = 486;

const log = (line: string): void => Logger.write(line);

async function onCall({ call, callerid, destination, displayName }: _CallAlertingEvent): Promise<void> {
  const until = Date.now() + callerWaits;
  const settings = readSettings((name) => VoxEngine.getSecretValue(name), log);
  const server = gateway(settings);
  const asked = { call_id: call.id(), from: callerid, to: destination };
  const session = reportedSession({ ...asked, direction: 'inbound' }, server);
  let stopRinging = (): void => undefined;
  let rang: readonly string[] = [];
  const caller = { isGone: false, isTaken: false };

  call.addEventListener(
    CallEvents.Disconnected,
    guarded('caller gone', () => {
      caller.isGone = true;
      // From the answer on, `talk` tells of the end.
      if (caller.isTaken) return;
      stopRinging();
      session.report.ended(rang, 'no_answer');
      session.close();
    }),
  );
  call.ring();

  const refuse = (code: number, otherwise = dispositionOf(code)): void => {
    session.report.ended(rang, otherwise);
    if (!caller.isGone) call.reject(code);
    session.close();
  };
  const answer = await server.route(asked);
  if (caller.isGone) return;
  if (answer?.action === 'reject') {
    log(`route: refused with ${answer.code} ${answer.message}`);
    refuse(answer.code, 'rejected');
    return;
  }
  const steps = answer?.steps ?? defaultSteps(settings.defaultTargets, callerWaits / 1000);
  log(
    `route: ${answer?.reason ?? 'default'} ${steps.map(({ extensions }) => extensions.join('+')).join(' > ')}`,
  );

  stopRinging = ringInTurn(steps, {
    settings,
    as: { callerId: callerid, displayName: displayName || callerid, callId: asked.call_id },
    until,
    onStep(extensions, why) {
      rang = [...new Set([...rang, ...extensions])];
      session.report.ringing(extensions, why);
    },
    onAnswer(leg, extension) {
      caller.isTaken = true;
      call.answer();
      talk({ first: call, second: leg, extension, session, isRecording: settings.isRecording });
    },
    onNobody(codes) {
      const isBusy = codes.length > 0 && codes.every((code) => code === busyHere);
      refuse(isBusy ? busyHere : unavailable);
    },
  });
}

VoxEngine.addEventListener(
  AppEvents.CallAlerting,
  guarded('CallAlerting', onCall, ({ call }) => {
    call.reject(unavailable);
    VoxEngine.terminate();
  }),
);
