import requireModule from 'amd-require';
import { inNextTask } from '../adapters/browser/next-task';

/** RequireJS never asks again for an address that has failed once: after a failure every try has one of its own. */
let failures = 0;

/**
 * A part of the widget that most pages never need: an AMD module of its own beside script.js, loaded by the host's
 * RequireJS. A bundler's own chunk loader would add script tags, which amoCRM's review forbids, and a global.
 */
export function loadPart<Part>(folder: string, name: string, version: string): Promise<Part> {
  const address = `${folder.replace(/\/+$/, '')}/parts/${name}.js?v=${encodeURIComponent(version)}`;
  return new Promise((resolve, reject) => {
    requireModule(
      [failures === 0 ? address : `${address}&try=${failures}`],
      // Evaluating it has been a long task already; what it then does is another.
      (part) => void inNextTask(() => resolve(part as Part)),
      (error) => {
        failures += 1;
        reject(new Error(`part ${name} did not load`, { cause: error }));
      },
    );
  });
}
