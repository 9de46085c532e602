import { UsageError } from '../arguments';
import type { PushHistory } from '../push-history';

/**
 * Which script of the host a name means, by what was pushed from here: calls are assigned to a script's number, so one
 * whose file was renamed must keep it. Throws `UsageError` where that cannot be told.
 */
export function knownIds({
  history,
  app,
  built,
  was,
}: {
  readonly history: PushHistory;
  readonly app: string;
  /** All scripts that are built now. */
  readonly built: readonly { readonly role: string; readonly name: string }[];
  /** What the script was called at the host, as a person says. */
  readonly was: string | undefined;
}): (name: string) => string | undefined {
  const beforeRole = ({ role = '', name }: { readonly role?: string; readonly name: string }): string =>
    name.slice(0, name.length - role.length);
  const [first] = built;
  const place = first && beforeRole(first);
  // Of this application and environment alone: the same role elsewhere is another script.
  const lastName = new Map<string, string>();
  for (const push of history.at(`ConnexCS app ${app}`))
    if (push.id !== undefined && beforeRole(push) === place) lastName.set(push.id, push.name);
  const idOf = (name: string): string | undefined => [...lastName].find(([, last]) => last === name)?.[0];
  const names = built.map(({ name }) => name);
  if (was !== undefined && was !== 'none' && idOf(was) === undefined && !/^\d+$/.test(was)) {
    throw new UsageError(
      `--was ${was}: no script of that name was pushed from here; give its number at the host`,
    );
  }
  const fresh = names.filter((name) => idOf(name) === undefined);
  const gone = [...lastName].filter(([, name]) => !names.includes(name));
  return (name) => {
    if (was !== undefined) return was === 'none' ? undefined : (idOf(was) ?? was);
    const known = idOf(name);
    if (known !== undefined || gone.length === 0) return known;
    // One name went, one came: the file was renamed.
    if (gone.length === 1 && fresh.length === 1) return gone[0]?.[0];
    const old = gone.map(([, one]) => one).join(', ');
    throw new UsageError(
      `${name} is new, and ${old} went: say --role and --was which of them it was, or --was none`,
    );
  };
}
