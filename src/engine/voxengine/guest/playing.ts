import { limits } from '../limits';
import type { World } from './world';

type Act = (text: string, more?: Readonly<Record<string, unknown>>) => boolean;
type Fire = (name: string, more?: Readonly<Record<string, unknown>>) => void;

/** About how long a voice needs for a letter, seconds. */
const letter = 0.07;
const usual = 3;

/** How long a sound is, by its address, or a text when it is read out. */
export const lengthOf = (world: World, address: string): number => world.calls.sounds[address] ?? usual;
export const readingTime = (text: string): number => Math.max(0.5, text.length * letter);

/** What a call hears: one thing at a time, a new one silences the old. */
export function playing(world: World, act: Act, fire: Fire) {
  let undo = (): void => undefined;
  const play = (seconds: number, error?: string): void => {
    undo();
    const stops = [
      world.later(0.05, () => fire('PlaybackStarted', { duration: seconds })),
      world.later(0.05 + seconds, () => fire('PlaybackFinished', error === undefined ? {} : { error })),
    ];
    undo = () => {
      for (const stop of stops) stop();
    };
  };
  const methods = {
    say(text: string): void {
      if (!act(`say "${text}"`)) return;
      const isLong = text.length > limits.speechCharacters;
      play(isLong ? 0 : readingTime(text), isLong ? 'the text is too long' : undefined);
    },
    startPlayback(url: string, parameters: { loop?: boolean } = {}): void {
      if (act(`startPlayback ${url}`)) play(parameters.loop === true ? Infinity : lengthOf(world, url));
    },
    /** Fires no PlaybackFinished. */
    stopPlayback(): void {
      if (act('stopPlayback')) undo();
    },
    playProgressTone(country: string): void {
      if (act(`playProgressTone ${country}`)) undo();
    },
  };
  return { methods, stop: (): void => undo() };
}
