import type { World } from './world';

/** What a scenario that works on a call list reports to it: told in the timeline, called back soon. */
export function callList(world: World) {
  const report =
    (name: string) =>
    (result: unknown, callback?: () => void): void => {
      world.tell('act', `CallList.${name} ${JSON.stringify(result)}`);
      if (callback !== undefined) world.later(0.1, callback);
    };
  return {
    reportResult: report('reportResult'),
    reportError: report('reportError'),
    reportProgress: report('reportProgress'),
  };
}
