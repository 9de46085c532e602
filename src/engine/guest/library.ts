/**
 * A library of the platform, as a script imports or requires it. `source` is a function of the sandbox's language
 * that takes `{ call, log, request, shown, parse, stringify, world }` (prelude.ts) and returns the library;
 * `exports` are its named exports, the whole is the default one.
 */
export interface Library {
  readonly exports: readonly string[];
  readonly source: string;
}

/** The library as an ES module. */
export const libraryModule = ({ exports, source }: Library): string =>
  [
    `import bridge from '#bridge';`,
    `const library = (${source})(bridge);`,
    'export default library;',
    ...exports.map((name, index) => `const v${index} = library.${name}; export { v${index} as ${name} };`),
  ].join('\n');
