/** RequireJS plugins of the page: `optional!` swallows a missing file, `json!` reads one. */
export function definePlugins(): void {
  define('optional', () => ({
    load(name: string, require: AmdRequire, done: AmdLoad) {
      require([name], done, (error) => {
        for (const module of error.requireModules ?? []) requirejs.undef(module);
        if (!isMissing(error, name)) console.error(error);
        done(undefined);
      });
    },
  }));
  define('json', () => ({
    load(name: string, require: AmdRequire, done: AmdLoad) {
      fetch(require.toUrl(name))
        .then((answer) => {
          if (!answer.ok) throw new Error(`${name}: ${String(answer.status)}`);
          return answer.json();
        })
        .then(done, (error: unknown) => done.error(error));
    },
  }));
}

const isMissing = (error: RequireError & { requireType?: string }, name: string): boolean =>
  error.requireType === 'scripterror' &&
  error.requireModules?.length === 1 &&
  error.requireModules[0] === name;
