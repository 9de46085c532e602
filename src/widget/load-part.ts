import requireModule from 'amd-require';

/** RequireJS never asks again for an address that has failed once: each further try has one of its own. */
const failures = new Map<string, number>();

/**
 * A part of the widget that most pages never need: an AMD module of its own beside script.js, loaded by the host's
 * RequireJS. A bundler's own chunk loader would add script tags, which amoCRM's review forbids, and a global.
 */
export function loadPart<Part>(folder: string, name: string, version: string): Promise<Part> {
  const address = `${folder.replace(/\/+$/, '')}/parts/${name}.js?v=${encodeURIComponent(version)}`;
  const failed = failures.get(address) ?? 0;
  return new Promise((resolve, reject) => {
    requireModule(
      [failed === 0 ? address : `${address}&try=${failed}`],
      (part) => resolve(part as Part),
      (error) => {
        failures.set(address, failed + 1);
        reject(new Error(`part ${name} did not load`, { cause: error }));
      },
    );
  });
}
