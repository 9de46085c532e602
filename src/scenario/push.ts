import { UsageError } from './arguments';
import { readDeployment, type Deployment, type LocalScript } from './deploy-options';
import { showDifference } from './diff';
import { pushScript } from './push-script';
import type { DeployedScript } from './script-host';
import type { Terminal } from './terminal';
import { foldedLines } from './unified-diff';

type Env = Readonly<Record<string, string | undefined>>;

const flags = ['yes', 'dry-run', 'force'];

/** Lines that tell the faults of a built script; empty: it may go. */
export type CheckScript = (path: string, text: string) => readonly string[];

interface Change {
  readonly script: LocalScript;
  readonly seen: DeployedScript | undefined;
}

/** Asks once for all; true: go on. */
async function agreed(
  { flags }: Deployment,
  changes: readonly Change[],
  terminal: Terminal,
): Promise<boolean> {
  if (flags.has('yes')) return true;
  if (terminal.confirm === undefined) {
    terminal.print('Nobody is there to ask, and --yes is not given: nothing was written.');
    return false;
  }
  const many = changes.length === 1 ? 'this change' : `these ${changes.length} changes`;
  return terminal.confirm(`Write ${many}?`);
}

async function write(
  { host, history }: Deployment,
  { script, seen }: Change,
  { print }: Terminal,
  now: () => number,
): Promise<void> {
  const { role, name, text } = script;
  const before = seen === undefined ? undefined : foldedLines(seen.text);
  if (before !== undefined) history.keep(before);
  const { done, id } = await pushScript(host, name, text, seen);
  const at = new Date(now()).toISOString();
  history.add({ at, host: host.title, name, role, id }, before, foldedLines(text));
  print(`${name}: ${done}, read back and the same`);
}

/** Shows, asks, writes, reads back, binds. */
export async function pushAll(
  deployment: Deployment,
  terminal: Terminal,
  now: () => number,
): Promise<number> {
  const { host, scripts, flags } = deployment;
  const { print } = terminal;
  const changes: Change[] = [];
  const drifted: string[] = [];
  for (const script of scripts) {
    const { isSame, isDrift, seen } = await showDifference(deployment, script, terminal);
    if (!isSame) changes.push({ script, seen });
    if (!isSame && isDrift && host.driftNeedsForce) drifted.push(script.name);
  }
  const isTrial = flags.has('dry-run');
  if (isTrial)
    for (const { script, seen } of changes) {
      const onlyBy = drifted.includes(script.name) ? ', with --force alone' : '';
      print(`${script.name}: would be ${seen ? 'updated' : 'created'}${onlyBy}`);
    }
  else if (drifted.length > 0 && !flags.has('force')) {
    print(
      `${drifted.join(', ')}: somebody else's change would be lost; --force replaces it. Nothing was written.`,
    );
    return 1;
  } else if (changes.length > 0) {
    if (!(await agreed(deployment, changes, terminal))) return 1;
    for (const change of changes) await write(deployment, change, terminal, now);
  }
  for (const { role, name } of scripts) {
    for (const line of await host.bind(role, name, isTrial)) print(`${name}: ${line}`);
  }
  return 0;
}

/** `npm run scenario -- push`: 0 once every script is at the host as it was built. */
export async function push(
  words: readonly string[],
  env: Env,
  terminal: Terminal,
  check: CheckScript,
): Promise<number> {
  const deployment = readDeployment('push', words, env, { flags });
  const faults = deployment.scripts.flatMap(({ path, text }) => check(path, text));
  if (faults.length > 0) {
    for (const fault of faults) terminal.print(fault);
    terminal.print('Nothing was written.');
    return 1;
  }
  return pushAll(deployment, terminal, Date.now);
}

/** Why a script has no text to go back to. `to`: the one that was asked for. */
function noWayBack(pushes: number, to: string | undefined): string {
  if (pushes === 0) return 'nothing was pushed to it from here, so there is nothing to go back to';
  if (to !== undefined) return `its history has no text ${to}: npm run scenario -- history lists them`;
  return 'its last push from here made it, so there is nothing to go back to: take it away in the panel';
}

/** `npm run scenario -- rollback`: what a script was before its last push, or `--to` any text of its history. */
export async function rollback(words: readonly string[], env: Env, terminal: Terminal): Promise<number> {
  const deployment = readDeployment('rollback', words, env, { flags, once: ['to'] });
  const { history, host, scripts, once } = deployment;
  const to = once['to'];
  const [first, second] = scripts;
  if (first === undefined || (second !== undefined && to !== undefined))
    throw new UsageError('--to needs one script: name it with --role');
  const back: LocalScript[] = [];
  for (const script of scripts) {
    const pushes = history.of(host.title, script.name);
    const hashes = pushes.flatMap(({ before, after }) => [before, after]);
    const wanted = to === undefined ? pushes.at(-1)?.before : hashes.find((hash) => hash?.startsWith(to));
    const text = wanted == null ? undefined : history.text(wanted);
    if (text !== undefined) back.push({ ...script, text });
    else terminal.print(`${script.name}: ${noWayBack(pushes.length, to)}`);
  }
  if (back.length === scripts.length) return pushAll({ ...deployment, scripts: back }, terminal, Date.now);
  const others = back.map(({ role }) => `--role ${role}`).join(' or ');
  terminal.print(`Nothing was written.${others === '' ? '' : ` For the other alone: ${others}.`}`);
  return 1;
}

/** `npm run scenario -- history`: what was pushed from here, oldest first. */
export function history(words: readonly string[], env: Env, { print }: Terminal): number {
  const { history: pushes, host, scripts } = readDeployment('history', words, env);
  for (const { name } of scripts) {
    const done = pushes.of(host.title, name);
    if (done.length === 0) print(`${name}: nothing was pushed to it from here`);
    for (const { at, before, after } of done) {
      const from = before === null ? 'nothing' : before.slice(0, 12);
      print(`${at}  ${name}  ${from} -> ${after.slice(0, 12)}`);
    }
  }
  return 0;
}
