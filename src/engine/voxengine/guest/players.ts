import { listeners } from './listeners';
import { lengthOf, readingTime } from './playing';
import type { World } from './world';

/** Sounds that are no part of one call: fire Started and PlaybackFinished, may be sent to calls. */
export function players(world: World) {
  function player(what: string, seconds: number) {
    const heard = listeners();
    let undo: (() => void)[] = [];
    const stop = (): void => {
      for (const each of undo.splice(0)) each();
    };
    const fire = (name: string, more: Readonly<Record<string, unknown>> = {}): void => {
      world.tell('event', `Player ${name}`, what);
      heard.fire(`Player.${name}`, { player: self, ...more });
    };
    const begin = (): void => {
      stop();
      undo = [
        world.later(0.05, () => fire('Started', { duration: seconds })),
        world.later(0.05 + seconds, () => fire('PlaybackFinished')),
      ];
    };
    const self = {
      addEventListener: heard.addEventListener,
      removeEventListener: heard.removeEventListener,
      id: (): string => what,
      toString: (): string => `[Player ${what}]`,
      sendMediaTo: (unit: unknown): void => world.tell('media', `${what} to ${String(unit)}`),
      stopMediaTo: (unit: unknown): void => world.tell('media', `${what} no longer to ${String(unit)}`),
      addMarker: (): void => undefined,
      pause: stop,
      resume: begin,
      stop,
    };
    begin();
    return self;
  }
  const urlOf = (request: unknown): string =>
    typeof request === 'string' ? request : ((request as { url?: string } | undefined)?.url ?? '');
  return {
    createURLPlayer: (request: unknown) => player(urlOf(request), lengthOf(world, urlOf(request))),
    createTTSPlayer: (text: string) => player(`"${text}"`, readingTime(text)),
    createToneScriptPlayer: (script: string) => player(script, 3),
  };
}
