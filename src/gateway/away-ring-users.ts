import type { ExtensionMap } from './extensions';

/** Finds the users who have given extensions in the widget's settings. */
export const awayRingUsers =
  (all: () => Promise<ExtensionMap>) =>
  async (extensions: readonly string[]): Promise<readonly number[]> =>
    [...(await all())]
      .filter(([, extension]) => extensions.includes(extension))
      .map(([user]) => Number(user));
