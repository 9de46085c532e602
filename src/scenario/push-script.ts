import { HostFault } from './host-fault';
import type { DeployedScript, ScriptHost } from './script-host';
import { foldedLines } from './unified-diff';

const attempts = 3;

const isSame = (one: string | undefined, other: string | undefined): boolean =>
  one === undefined || other === undefined ? one === other : foldedLines(one) === foldedLines(other);

/** Puts back what stood there before, and makes sure of it. */
async function rollBack(
  host: ScriptHost,
  before: DeployedScript | undefined,
  now: DeployedScript,
): Promise<string> {
  try {
    if (before === undefined) await host.remove(now);
    else await host.write({ ...now, name: before.name }, foldedLines(before.text));
    const after = await host.read(before?.name ?? now.name);
    if (isSame(after?.text, before?.text)) {
      return before === undefined ? 'it was taken away again' : 'the text from before was put back';
    }
    return 'and the text from before could NOT be put back: look at it in the host’s panel now';
  } catch (fault) {
    return `and the text from before could NOT be put back (${(fault as Error).message}): look at it in the host’s panel now`;
  }
}

/**
 * Makes the host's script this text: created or updated, read back, rolled back if what is read is another. `seen`: what
 * the difference was shown against. Rejects with HostFault; then the host has what it had before, or the fault says not.
 */
export async function pushScript(
  host: ScriptHost,
  name: string,
  text: string,
  seen: DeployedScript | undefined,
): Promise<{ readonly done: 'created' | 'updated' | 'same'; readonly id: string }> {
  const before = await host.read(name);
  if (before?.id !== seen?.id || !isSame(before?.text, seen?.text)) {
    throw new HostFault(`${name} was changed while you looked at it: nothing was written, look at it anew`);
  }
  const isDone = (script: DeployedScript): boolean => script.name === name && isSame(script.text, text);
  if (before !== undefined && isDone(before)) return { done: 'same', id: before.id };

  for (let attempt = 1; ; attempt += 1) {
    let unclear: HostFault | undefined;
    try {
      if (before === undefined) await host.create(name, text);
      else await host.write({ ...before, name }, text);
    } catch (fault) {
      if (!(fault instanceof HostFault) || !fault.isUnclear) throw fault;
      unclear = fault;
    }
    // The connection may have been cut before or after the host did it: only reading tells.
    const now = await host.read(name);
    if (now !== undefined && isDone(now))
      return { done: before === undefined ? 'created' : 'updated', id: now.id };
    if (unclear !== undefined && isSame(now?.text, before?.text)) {
      if (attempt < attempts) continue;
      throw new HostFault(`${name}: ${unclear.message}; nothing was written in ${attempts} attempts`);
    }
    if (now === undefined) throw new HostFault(`${name} is not there although the host accepted it`);
    const undone = await rollBack(host, before, now);
    throw new HostFault(`${name} reads back as another text than was sent: ${undone}`);
  }
}
