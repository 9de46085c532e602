import type { PhoneAccount, SoundRole } from '../../ports/phone';
import type { DeviceList, PhoneComputer } from '../../ports/phone-computer';
import { presentId, readChoice } from './device-choice';
import { microphone, MicrophoneError } from './microphone';
import { networkCheck } from './network-check';
import { ringTone } from './ring-tones';
import { directTo } from './speakers';

/** A ring's first notes, and a tone that nobody takes for a talk. */
const lasts = { tone: 1000, ring: 1400 };

const kinds: Readonly<Record<SoundRole, MediaDeviceKind>> = {
  microphone: 'audioinput',
  speaker: 'audiooutput',
  ringer: 'audiooutput',
};

/** Port `PhoneComputer`; `key`: under which the phone keeps its choice of devices. */
export function agentComputer(parts: {
  key: string;
  iceServers: () => PhoneAccount['iceServers'];
  gatewayAnswers: () => Promise<boolean>;
}): PhoneComputer {
  const { key } = parts;
  // Absent on a page that was not served over https.
  const media = navigator.mediaDevices as MediaDevices | undefined;
  let stopPlaying: () => void = () => undefined;

  const devices = async (): Promise<Readonly<Record<SoundRole, DeviceList>>> => {
    const there = (await media?.enumerateDevices().catch(() => [])) ?? [];
    const choice = readChoice(key);
    const of = (role: SoundRole): DeviceList => {
      const all = there
        .filter(({ kind, deviceId }) => kind === kinds[role] && deviceId !== '' && deviceId !== 'default')
        .map(({ deviceId, label }) => ({ id: deviceId, label }));
      return { all, chosen: presentId(choice.devices[role], all) };
    };
    return { microphone: of('microphone'), speaker: of('speaker'), ringer: of('ringer') };
  };

  return {
    devices,
    onDevices(listener) {
      media?.addEventListener('devicechange', listener);
      return () => media?.removeEventListener('devicechange', listener);
    },
    directs: 'setSinkId' in HTMLMediaElement.prototype,
    ringVolume: () => readChoice(key).ringVolume,
    async play(kind, volume) {
      stopPlaying();
      const url = URL.createObjectURL(ringTone(kind === 'ring' ? 'ring' : 'ringback'));
      const element = new Audio(url);
      element.volume = Math.min(1, Math.max(0, volume));
      let stop: () => void = () => undefined;
      const ended = new Promise<void>((resolve) => {
        const timer = setTimeout(() => stop(), lasts[kind]);
        stop = stopPlaying = () => {
          clearTimeout(timer);
          element.pause();
          URL.revokeObjectURL(url);
          resolve();
        };
      });
      const there = await devices();
      await directTo(element, there[kind === 'ring' ? 'ringer' : 'speaker'].chosen);
      try {
        await element.play();
      } catch (error) {
        stop();
        // Another sound has taken its place: it was not refused.
        return !(error instanceof DOMException && error.name === 'NotAllowedError');
      }
      await ended;
      return true;
    },
    async openMicrophone() {
      let track: MediaStreamTrack;
      try {
        const { microphone: mine } = await devices();
        track = await microphone(() => mine.chosen).open();
      } catch (error) {
        return error instanceof MicrophoneError ? error.fault : 'in-use';
      }
      const context = new AudioContext();
      const meter = context.createAnalyser();
      context.createMediaStreamSource(new MediaStream([track])).connect(meter);
      const samples = new Float32Array(meter.fftSize);
      return {
        level() {
          meter.getFloatTimeDomainData(samples);
          // A voice at the usual distance is about a tenth of what can be recorded.
          const power = Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
          return Math.min(1, power * 6);
        },
        close() {
          track.stop();
          void context.close();
        },
      };
    },
    notifications: () => (typeof Notification === 'undefined' ? 'none' : Notification.permission),
    async askNotifications() {
      await Notification.requestPermission().catch(() => undefined);
    },
    gatewayAnswers: parts.gatewayAnswers,
    network: () => networkCheck(parts.iceServers()),
  };
}
