import type { RingKind } from '../../ports/phone';
import { ringTone } from './ring-tones';
import { directTo } from './speakers';

export interface Ringer {
  ring(kind: RingKind | undefined): void;
  setVolume(volume: number): void;
  /** `ringer`: where rings are heard. `speaker`: where tones of a talk are. */
  choose(devices: { readonly ringer: string; readonly speaker: string }): void;
  /** Within a click. */
  unlock(): Promise<void>;
  stop(): void;
}

/** Rings until told otherwise. `onLocked`: whether the browser keeps it silent. */
export function ringer(onLocked: (locked: boolean) => void): Ringer {
  const element = new Audio();
  element.loop = true;
  const urls = new Map<RingKind, string>();
  let wanted: RingKind | undefined;
  let devices = { ringer: '', speaker: '' };
  let volume = 1;

  const urlOf = (kind: RingKind): string => {
    const url = urls.get(kind) ?? URL.createObjectURL(ringTone(kind));
    urls.set(kind, url);
    return url;
  };
  const play = async (kind: RingKind): Promise<void> => {
    element.src = urlOf(kind);
    element.volume = kind === 'ring' ? volume : 1;
    await directTo(element, kind === 'ring' ? devices.ringer : devices.speaker);
    if (wanted !== kind) return;
    try {
      await element.play();
      onLocked(false);
    } catch (error) {
      // A ring that stops at once is no refusal.
      if (error instanceof DOMException && error.name === 'NotAllowedError') onLocked(true);
    }
  };
  return {
    ring(kind) {
      if (kind === wanted) return;
      wanted = kind;
      element.pause();
      if (kind !== undefined) void play(kind);
    },
    setVolume(next) {
      volume = Math.min(1, Math.max(0, next));
      if (wanted === 'ring') element.volume = volume;
    },
    choose(next) {
      devices = next;
      if (wanted !== undefined) void directTo(element, wanted === 'ring' ? devices.ringer : devices.speaker);
    },
    async unlock() {
      if (wanted !== undefined) {
        await play(wanted);
        return;
      }
      element.src = urlOf('waiting');
      element.volume = 0;
      try {
        await element.play();
        onLocked(false);
      } catch {
        onLocked(true);
      }
      if ((wanted as RingKind | undefined) === undefined) element.pause();
    },
    stop() {
      wanted = undefined;
      element.pause();
      element.removeAttribute('src');
      for (const url of urls.values()) URL.revokeObjectURL(url);
    },
  };
}
