import { diff } from './diff';
import { HostFault } from './host-fault';
import { history, push, rollback, type CheckScript } from './push';
import type { Terminal } from './terminal';

type Env = Readonly<Record<string, string | undefined>>;
type Verb = (words: readonly string[]) => Promise<number>;

/** The verbs that speak with a PBX's cloud. What it refuses is said in one line: exit code 1, of `diff` 2. */
export function deployVerbs(
  env: Env,
  terminal: Terminal,
  check: CheckScript,
): Readonly<Record<'diff' | 'push' | 'rollback' | 'history', Verb>> {
  const told =
    (failed: number, verb: Verb): Verb =>
    async (words) => {
      try {
        return await verb(words);
      } catch (fault) {
        if (!(fault instanceof HostFault)) throw fault;
        terminal.print(fault.message);
        return failed;
      }
    };
  return {
    diff: told(2, (words) => diff(words, env, terminal)),
    push: told(1, (words) => push(words, env, terminal, check)),
    rollback: told(1, (words) => rollback(words, env, terminal)),
    history: told(1, (words) => Promise.resolve(history(words, env, terminal))),
  };
}
