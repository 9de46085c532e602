import type { Undo } from '../../domain/undo';

export interface Speakers {
  /** Lets a stream be heard; returns what ends that. */
  play(stream: MediaStream): Undo;
  /** Plays what the browser has refused to: an open microphone, or a press on the page, lifts its ban on sound. */
  unlock(): void;
  /** Where the talks are heard; empty: the system's own choice. An unknown device is that, too. */
  choose(deviceId: string): Promise<void>;
}

/** Absent in some browsers. */
type Sink = Omit<HTMLAudioElement, 'setSinkId'> & { setSinkId?: (id: string) => Promise<void> };

/** Directs an element to a device; where that cannot be, to the system's own. */
export async function directTo(element: Sink, deviceId: string): Promise<boolean> {
  if (element.setSinkId === undefined) return deviceId === '';
  try {
    await element.setSinkId(deviceId);
    return true;
  } catch {
    await element.setSinkId('').catch(() => undefined);
    return false;
  }
}

/** Where talks come out. Elements of our own, in no document: nothing on the page can reach or style them. */
export function speakers(): Speakers {
  const playing = new Set<HTMLAudioElement>();
  let device = '';
  // Refused on a page that nobody has pressed: a call is connected while it rings, before its microphone is open.
  const start = (element: HTMLAudioElement): void => void element.play().catch(() => undefined);
  return {
    play(stream) {
      const element = new Audio();
      element.srcObject = stream;
      playing.add(element);
      start(element);
      if (device !== '') void directTo(element, device);
      return () => {
        playing.delete(element);
        element.pause();
        element.srcObject = null;
      };
    },
    unlock() {
      for (const element of playing) if (element.paused) start(element);
    },
    async choose(deviceId) {
      device = deviceId;
      await Promise.all([...playing].map((element) => directTo(element, deviceId)));
    },
  };
}
