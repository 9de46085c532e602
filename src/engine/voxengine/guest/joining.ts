import type { EmulatedCall } from './emulated-call';
import type { Dialling } from './dialling';
import type { Listeners } from './listeners';
import type { World } from './world';

type Then = (one: EmulatedCall, other: EmulatedCall) => void;
interface Alerting {
  readonly call: EmulatedCall;
  readonly callerid: string;
  readonly destination: string;
}
interface CallEvent {
  readonly headers?: unknown;
}

/** Joining calls: by hand, and the host's ready-made ways, which close the session with either leg. */
export function joining(world: World, heard: Listeners, dial: Dialling, terminate: () => void) {
  const between = (what: string) => (one: unknown, other: unknown) =>
    world.tell('media', `${what} ${String(one)} ${String(other)}`);

  function easyProcess(one: EmulatedCall, other: EmulatedCall, then?: Then): void {
    other.addEventListener('Call.Ringing', () => one.ring());
    other.addEventListener('Call.AudioStarted', () => one.startEarlyMedia());
    other.addEventListener('Call.Connected', ({ headers }: CallEvent) => {
      one.answer(headers);
      between('sendMediaBetween')(one, other);
    });
    one.addEventListener('Call.Connected', () => then?.(one, other));
    for (const event of ['Call.Failed', 'Call.Disconnected']) {
      for (const leg of [one, other]) leg.addEventListener(event, () => terminate());
    }
  }
  const onAlerting = (listener: (event: Alerting) => void): void =>
    heard.addEventListener('Application.CallAlerting', listener);
  const forward = (start: (event: Alerting) => EmulatedCall, then?: Then): void =>
    onAlerting((event) => easyProcess(event.call, start(event), then));

  return {
    sendMediaBetween: between('sendMediaBetween'),
    stopMediaBetween: between('stopMediaBetween'),
    easyProcess,
    forwardCallToUser: (then?: Then): void =>
      forward(
        ({ callerid, destination }) => dial.methods.callUser({ username: destination, callerid }),
        then,
      ),
    forwardCallToUserDirect: (then?: Then): void =>
      forward(
        ({ callerid, destination }) => dial.methods.callUser({ username: destination, callerid }),
        then,
      ),
    forwardCallToPSTN: (
      transform: (number: string) => string = (number) => number,
      then?: Then,
      options: { callerid?: string } = {},
    ): void =>
      forward(
        ({ callerid, destination }) =>
          dial.methods.callPSTN(transform(destination), options.callerid ?? callerid),
        then,
      ),
    forwardCallToSIP: (then?: Then): void =>
      forward(({ callerid, destination }) => dial.methods.callSIP(`sip:${destination}`, { callerid }), then),
    playSoundAndHangup: (url: string): void =>
      onAlerting(({ call }) => {
        call.addEventListener('Call.Connected', () => call.startPlayback(url));
        call.addEventListener('Call.PlaybackFinished', () => call.hangup());
        call.addEventListener('Call.Disconnected', () => terminate());
        call.answer();
      }),
  };
}
