/** RequireJS plugins of the page: `optional!` swallows a missing file, `json!` reads one. */
export function definePlugins(): void {
  define('optional', () => ({
    load(name: string, require: AmdRequire, done: AmdLoad) {
      require([name], done, (error) => {
        for (const module of error.requireModules ?? []) requirejs.undef(module);
        if (!isMissing(error, name)) tell(name, error);
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

/** A widget that names what is not there never starts: the console says which name. */
function tell(name: string, error: RequireError & { requireType?: string }): void {
  const [absent] = error.requireModules ?? [];
  if (error.requireType === 'scripterror' && absent !== undefined) {
    const cure = /[/.]/.test(absent)
      ? 'Is the file in the widget, and is its path right?'
      : 'The sandbox has no such module of the page; docs/sandbox.md lists those that it has.';
    console.error(`${name} does not start: it asks for "${absent}". ${cure}`);
  }
  console.error(error);
}
