import requireModule from 'amd-require';

/**
 * A part of the widget that most pages never need: an AMD module of its own beside script.js, loaded by the host's
 * RequireJS. A bundler's own chunk loader would add script tags, which amoCRM's review forbids, and a global.
 */
export const loadPart = <Part>(folder: string, name: string, version: string): Promise<Part> =>
  new Promise((resolve, reject) => {
    requireModule(
      [`${folder.replace(/\/+$/, '')}/parts/${name}.js?v=${encodeURIComponent(version)}`],
      (part) => resolve(part as Part),
      (error) => reject(new Error(`part ${name} did not load`, { cause: error })),
    );
  });
