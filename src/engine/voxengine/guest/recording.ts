import type { World } from './world';

type Act = (text: string, more?: Readonly<Record<string, unknown>>) => boolean;
type Fire = (name: string, more?: Readonly<Record<string, unknown>>) => void;

/** The address of a recording is known when it starts; it stops after its call has ended. */
export function recording(world: World, id: string, act: Act, fire: Fire) {
  let since: number | undefined;
  const url = `https://records.example/${id}.mp3`;
  return {
    methods: {
      record(): void {
        if (!act('record') || since !== undefined) return;
        since = world.clock.now();
        world.later(0.05, () => fire('RecordStarted', { url }));
      },
    },
    end(): void {
      if (since === undefined) return;
      const duration = Math.round((world.clock.now() - since) / 1000);
      since = undefined;
      world.later(0.3, () => fire('RecordStopped', { url, duration, cost: '0' }));
    },
  };
}
