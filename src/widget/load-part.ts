import requireModule from 'amd-require';
import { ownTask } from '../adapters/browser/next-task';

/** RequireJS never asks again for an address that has failed once: after a failure every try has one of its own. */
let failures = 0;

/**
 * A part of the widget that most pages never need: an AMD module of its own beside script.js, loaded by the host's
 * RequireJS. A bundler's own chunk loader would add script tags, which amoCRM's review forbids, and a global.
 */
export async function loadPart<Part>(folder: string, name: string, version: string): Promise<Part> {
  const address = `${folder.replace(/\/+$/, '')}/parts/${name}.js?v=${encodeURIComponent(version)}`;
  // Asking for it, evaluating it, and what it then does: each of them is a long task alone.
  await ownTask();
  const part = await new Promise((resolve, reject) => {
    requireModule([failures === 0 ? address : `${address}&try=${failures}`], resolve, (error) => {
      failures += 1;
      reject(new Error(`part ${name} did not load`, { cause: error }));
    });
  });
  await ownTask();
  return part as Part;
}
