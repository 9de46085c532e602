import { join } from 'node:path';
import { UsageError, readArguments } from './arguments';
import { faultLines } from './check/check-script';
import { check } from './check-command';
import { deployVerbs } from './deploy-verbs';
import { hostOf } from './host-of';
import { runScriptForge, scriptForgeOptions } from './run-scriptforge';
import { readText } from './script-files';
import { processTerminal } from './terminal';
import { runVoximplant, voximplantOptions } from './voximplant/run-voximplant';

const terminal = processTerminal(process.env);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function run(words: readonly string[]): Promise<number> {
  const either = {
    once: [...new Set([...scriptForgeOptions.once, ...voximplantOptions.once])],
    many: [...scriptForgeOptions.many, ...voximplantOptions.many],
  };
  const named = readArguments(words, either);
  const [path, ...others] = named.files;
  if (path === undefined || others.length > 0)
    throw new UsageError('name one file: npm run scenario -- run FILE');
  const source = readText(path);
  return hostOf(named.once['host'], path, source) === 'voximplant'
    ? runVoximplant(path, source, readArguments(words, voximplantOptions), print, terminal.isColoured)
    : runScriptForge(path, source, readArguments(words, scriptForgeOptions), print);
}

const verbs: Readonly<Record<string, (words: readonly string[]) => Promise<number> | number>> = {
  check: (words) => check(words, join(__dirname, '../scenarios'), print),
  run,
  ...deployVerbs(process.env, terminal, faultLines),
};

async function main([verb = '', ...words]: readonly string[]): Promise<number> {
  const command = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (command === undefined)
    throw new UsageError(`say what to do: npm run scenario -- ${Object.keys(verbs).join('|')} …`);
  return command(words);
}

// `… | head` has seen enough.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  process.exit(code === 'EPIPE' ? 0 : 1);
});

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof UsageError ? error.message : error);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
