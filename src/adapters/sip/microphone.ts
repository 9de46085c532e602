/** Why there is no sound to send; each has another cure. */
export type MicrophoneFault = 'forbidden' | 'missing' | 'in-use';

export class MicrophoneError extends Error {
  readonly fault: MicrophoneFault;
  constructor(fault: MicrophoneFault, cause: unknown) {
    super(`no microphone: ${fault}`, { cause });
    this.fault = fault;
  }
}

const faults: Readonly<Record<string, MicrophoneFault>> = {
  NotAllowedError: 'forbidden',
  SecurityError: 'forbidden',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
};

export interface Microphone {
  /** A track of its own for each asker, who stops it. Rejects with `MicrophoneError`. */
  open(): Promise<MediaStreamTrack>;
  /** The user has allowed it for good: nothing will be asked, so nobody need wait for the answer. */
  readonly isAllowed: boolean;
  /** Empty: the system's own choice. */
  readonly deviceId: string;
}

const quality = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

async function ask(deviceId: string): Promise<MediaStreamTrack> {
  // Absent on a page that was not served over https.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) throw new DOMException('insecure page', 'SecurityError');
  const audio = deviceId === '' ? quality : { ...quality, deviceId: { exact: deviceId } };
  const [track] = (await devices.getUserMedia({ audio })).getAudioTracks();
  if (track === undefined) throw new DOMException('no track', 'NotFoundError');
  return track;
}

/** `chosen`: asked at each opening. A chosen one that is gone is replaced by the system's own. */
export function microphone(chosen: () => string, onOpen: () => void = () => undefined): Microphone {
  let isAllowed = false;
  // Absent on a page that was not served over https, and not every browser knows this name.
  const permissions = navigator.permissions as Permissions | undefined;
  permissions?.query({ name: 'microphone' }).then(
    (status) => {
      const look = (): void => void (isAllowed = status.state === 'granted');
      status.onchange = look;
      look();
    },
    () => undefined,
  );
  return {
    get isAllowed() {
      return isAllowed;
    },
    get deviceId() {
      return chosen();
    },
    async open() {
      const deviceId = chosen();
      try {
        const track = await ask(deviceId).catch((error: unknown) => {
          if (deviceId === '') throw error;
          return ask('');
        });
        onOpen();
        return track;
      } catch (error) {
        const name = error instanceof DOMException ? error.name : '';
        throw new MicrophoneError(faults[name] ?? 'in-use', error);
      }
    },
  };
}
