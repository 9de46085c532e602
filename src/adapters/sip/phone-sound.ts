import type { PhoneSound, PhoneSoundListener, SoundDevice, SoundRole } from '../../ports/phone';
import { keepChoice, presentId, readChoice } from './device-choice';
import { ringer } from './ringer';
import type { Speakers } from './speakers';

const kinds: Readonly<Record<SoundRole, MediaDeviceKind>> = {
  microphone: 'audioinput',
  speaker: 'audiooutput',
  ringer: 'audiooutput',
};
const roles = ['microphone', 'speaker', 'ringer'] as const;

/** Port `PhoneSound` over the browser's devices; `key`: under which this browser keeps the choice; `later`: settles in a later task. */
export function phoneSound(key: string, speakers: Speakers, later: () => Promise<void>): PhoneSound {
  let listener: PhoneSoundListener | undefined;
  let choice = readChoice(key);
  let present: Readonly<Record<SoundRole, string>> = { microphone: '', speaker: '', ringer: '' };
  const bell = ringer((locked) => listener?.onLocked(locked));
  bell.setVolume(choice.ringVolume);
  // Absent on a page that was not served over https.
  const media = navigator.mediaDevices as MediaDevices | undefined;

  const devices = async (): Promise<Record<SoundRole, readonly SoundDevice[]>> => {
    const all = (await media?.enumerateDevices().catch(() => [])) ?? [];
    const of = (role: SoundRole): readonly SoundDevice[] =>
      all
        .filter(({ kind, deviceId }) => kind === kinds[role] && deviceId !== '' && deviceId !== 'default')
        .map(({ deviceId, label }) => ({ id: deviceId, label }));
    return { microphone: of('microphone'), speaker: of('speaker'), ringer: of('ringer') };
  };
  const obey = async (): Promise<void> => {
    const there = await devices();
    const before = present;
    present = {
      microphone: presentId(choice.devices.microphone, there.microphone),
      speaker: presentId(choice.devices.speaker, there.speaker),
      ringer: presentId(choice.devices.ringer, there.ringer),
    };
    bell.choose(present);
    await speakers.choose(present.speaker);
    for (const role of roles) if (before[role] !== '' && present[role] === '') listener?.onReplaced(role);
  };
  const onChange = (): void => void obey().then(() => listener?.onDevices());
  media?.addEventListener('devicechange', onChange);
  // The page's first look at its devices is a long task alone; nothing was plugged in or out meanwhile.
  void later().then(obey);

  return {
    listen(to) {
      listener = to;
    },
    devices,
    async choose(role, id) {
      const label = (await devices())[role].find((one) => one.id === id)?.label ?? '';
      // Chosen, not unplugged.
      present = { ...present, [role]: '' };
      choice = { ...choice, devices: { ...choice.devices, [role]: { id, label } } };
      keepChoice(key, choice);
      await obey();
    },
    chosen: (role) => present[role],
    setRingVolume(ringVolume) {
      choice = { ...choice, ringVolume: Math.min(1, Math.max(0, ringVolume)) };
      keepChoice(key, choice);
      bell.setVolume(ringVolume);
    },
    ring: (kind) => bell.ring(kind),
    unlock: () => bell.unlock(),
    stop() {
      media?.removeEventListener('devicechange', onChange);
      bell.stop();
    },
  };
}
