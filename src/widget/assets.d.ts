declare module '*.twig' {
  const source: string;
  export default source;
}

/** RequireJS's own `require`, which amoCRM's page loads every widget with. */
declare module 'amd-require' {
  const load: (
    modules: readonly string[],
    done: (module: unknown) => void,
    failed: (error: unknown) => void,
  ) => void;
  export default load;
}
