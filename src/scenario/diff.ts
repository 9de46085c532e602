import { readDeployment, type LocalScript } from './deploy-options';
import { hashOf, type PushHistory } from './push-history';
import type { DeployedScript, ScriptHost } from './script-host';
import type { Terminal } from './terminal';
import { foldedLines, unifiedDiff } from './unified-diff';

type Env = Readonly<Record<string, string | undefined>>;

/** Shows what a push would change; whether it would change anything, and what it was shown against. */
export async function showDifference(
  { host, history }: { readonly host: ScriptHost; readonly history: PushHistory },
  { name, text }: Pick<LocalScript, 'name' | 'text'>,
  { print, isColoured }: Terminal,
): Promise<{
  readonly isSame: boolean;
  readonly isDrift: boolean;
  readonly seen: DeployedScript | undefined;
}> {
  const seen = await host.read(name);
  const last = history.of(host.title, seen?.name ?? name).at(-1);
  const isDrift = seen !== undefined && last !== undefined && hashOf(foldedLines(seen.text)) !== last.after;
  if (isDrift) {
    print(`${name}: changed elsewhere since it was pushed from here at ${last.at}; a push takes that back`);
  }
  const difference = unifiedDiff(
    seen?.text ?? '',
    text,
    { before: seen === undefined ? '/dev/null' : `${host.title}: ${name}`, after: name },
    { isColoured },
  );
  const isRenamed = seen !== undefined && seen.name !== name;
  if (isRenamed) print(`${seen.name}: the same script, which gets the name ${name}`);
  print(difference === '' ? `${name}: same` : difference);
  return { isSame: difference === '' && seen !== undefined && !isRenamed, isDrift, seen };
}

/** `npm run scenario -- diff`: 0 where everything is the same, 1 where anything differs. */
export async function diff(words: readonly string[], env: Env, terminal: Terminal): Promise<number> {
  const deployment = readDeployment('diff', words, env);
  let code = 0;
  for (const script of deployment.scripts) {
    const { isSame } = await showDifference(deployment, script, terminal);
    if (!isSame) code = 1;
  }
  return code;
}
