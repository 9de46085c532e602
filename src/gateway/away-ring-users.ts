import type { ExtensionMap } from './extensions';

const fresh = 30_000;

/** Finds the users who have given extensions in the widget's settings; these are read no oftener than every 30 s. */
export function awayRingUsers(read: () => Promise<ExtensionMap>, now: () => number) {
  let known: { readonly map: Promise<ExtensionMap>; readonly at: number } | undefined;

  return async (extensions: readonly string[]): Promise<readonly number[]> => {
    if (known === undefined || now() - known.at >= fresh) {
      const asked = { map: read(), at: now() };
      known = asked;
      asked.map.catch(() => {
        if (known === asked) known = undefined;
      });
    }
    const map = await known.map;
    return [...map].filter(([, extension]) => extensions.includes(extension)).map(([user]) => Number(user));
  };
}
