import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ip = (...args: string[]): string =>
  execFileSync('ip', args, { stdio: ['ignore', 'pipe', 'pipe'] }).toString();

/** Another computer, as far as the network knows, on a cable of its own. */
export interface FarNetwork {
  /** This computer's address on that cable. */
  readonly here: string;
  /** Runs what would be run by `command`, over there. */
  programThere(command: string): string;
  cable(plugged: boolean): void;
  stop(): void;
}

/** Why there can be none; undefined where there can. */
export function noFarNetwork(): string | undefined {
  try {
    farNetwork().stop();
    return undefined;
  } catch (error) {
    const said = (error as { stderr?: Buffer }).stderr?.toString().trim() ?? String(error);
    return `no network namespaces here (they need root, iproute2 and the right to make them): ${said}`;
  }
}

export function farNetwork(): FarNetwork {
  const id = process.pid % 250;
  const [name, mine, theirs] = [`phone-${process.pid}`, `phone${id}a`, `phone${id}b`];
  const [here, there] = [`10.213.${id}.1`, `10.213.${id}.2`];
  const folder = mkdtempSync(path.join(tmpdir(), 'far-network-'));
  const stop = (): void => {
    rmSync(folder, { recursive: true, force: true });
    ip('netns', 'del', name);
  };
  ip('netns', 'add', name);
  try {
    ip('link', 'add', mine, 'type', 'veth', 'peer', 'name', theirs, 'netns', name);
    ip('addr', 'add', `${here}/30`, 'dev', mine);
    ip('link', 'set', mine, 'up');
    ip('-n', name, 'link', 'set', 'lo', 'up');
    ip('-n', name, 'addr', 'add', `${there}/30`, 'dev', theirs);
    ip('-n', name, 'link', 'set', theirs, 'up');
    ip('-n', name, 'route', 'add', 'default', 'via', here);
  } catch (error) {
    stop();
    throw error;
  }
  return {
    here,
    programThere(command) {
      const file = path.join(folder, path.basename(command));
      writeFileSync(file, `#!/bin/sh\nexec ip netns exec ${name} ${command} "$@"\n`, { mode: 0o755 });
      return file;
    },
    cable: (plugged) => void ip('link', 'set', mine, plugged ? 'up' : 'down'),
    stop,
  };
}
