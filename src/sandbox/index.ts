import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { help, readOptions } from './cli';
import { openBrowser } from './open-browser';
import type { SandboxOptions } from './options';
import { portFree } from './port-free';
import { startSandbox } from './start';

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

async function run(options: SandboxOptions): Promise<void> {
  for (const [port, whose] of [
    [options.port, 'the CRM page'],
    [options.port + 1, 'the gateway'],
    [options.port + 2, 'the SIP server'],
  ] as const) {
    if (await portFree(port)) continue;
    say(
      `port ${port}, wanted for ${whose}, is in use: stop what listens there or choose another by --port N`,
    );
    process.exit(1);
  }
  const temporary = mkdtempSync(path.join(tmpdir(), 'amocrm-sandbox-'));
  process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));

  const asked = new Promise<number>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(0));
  });
  const starting = startSandbox(options, temporary, say);
  const stopped = asked.then(async (code) => {
    // Asked to stop while starting: what has begun is waited for, or it would be left behind.
    const begun = await starting.catch(() => undefined);
    await begun?.stop();
    process.exit(code);
  });
  const sandbox = await starting;
  process.stdout.write(`${sandbox.readyLine}\n`);
  say(sandbox.hint);
  if (options.open && process.stdout.isTTY) openBrowser(sandbox.crmUrl);
  await stopped;
}

const read = readOptions(process.argv.slice(2));
if ('help' in read) {
  process.stdout.write(`${help()}\n`);
} else if ('fault' in read) {
  say(`${read.fault} (--help lists all options)`);
  process.exitCode = 1;
} else {
  run(read.options).catch((error: unknown) => {
    say(`the sandbox cannot start: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  });
}
