import { UsageError, readArguments } from './arguments';
import { hostOf } from './host-of';
import { runScriptForge, scriptForgeOptions } from './run-scriptforge';
import { readText } from './script-files';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function run(words: readonly string[]): Promise<number> {
  const given = readArguments(words, scriptForgeOptions);
  const [path, ...others] = given.files;
  if (path === undefined || others.length > 0)
    throw new UsageError('name one file: npm run scenario -- run FILE');
  const source = readText(path);
  hostOf(given.once['host'], path, source);
  return runScriptForge(path, source, given, print);
}

const verbs: Readonly<Record<string, (words: readonly string[]) => Promise<number>>> = { run };

async function main([verb = '', ...words]: readonly string[]): Promise<number> {
  const command = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (command === undefined)
    throw new UsageError(`say what to do: npm run scenario -- ${Object.keys(verbs).join('|')} …`);
  return command(words);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof UsageError ? error.message : error);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
