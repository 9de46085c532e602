import { nearest } from './nearest';
import { faults } from './options';
import type { FaultName, SandboxOptions } from './options';

const flags = {
  '--widget': ['PATH', "run this widget, a zip or an unpacked folder, in place of the project's own"],
  '--script': ['FILE', "this ScriptForge script routes the company's number, in place of the project's own"],
  '--port': ['N', 'port of the CRM page; the gateway takes N+1, SIP N+2 (8080)'],
  '--no-open': ['', 'do not open a browser'],
  '--seed': ['N', 'other, repeatable demo data (1)'],
  '--latency': ['MS', 'delay of every CRM API answer (0)'],
  '--fault': ['NAME', 'switch a fault on, may be repeated; see below'],
  '--desk-phone': [
    'EXT',
    'the agent with this extension has a desk phone, not one in the browser; may be repeated',
  ],
  '--both-phones': [
    'EXT',
    'the agent with this extension has a phone in the browser and one on the desk; may be repeated',
  ],
  '--help': ['', 'show this'],
} as const;

const isFault = (name: string): name is FaultName => Object.hasOwn(faults, name);

/** Says what is unknown and what was perhaps meant, in one line. */
const unknownFault = (name: string): string =>
  `unknown fault "${name}": did you mean ${nearest(name, Object.keys(faults)).join(', ')}?`;

/** The names as faults; a string says which one is none. */
export function faultsNamed(names: readonly string[]): Set<FaultName> | string {
  const wrong = names.find((name) => !isFault(name));
  return wrong === undefined ? new Set(names.filter(isFault)) : unknownFault(wrong);
}

export function help(): string {
  const table = (rows: [string, string][]): string => {
    const width = Math.max(...rows.map(([name]) => name.length));
    return rows.map(([name, words]) => `  ${name.padEnd(width)}  ${words}`).join('\n');
  };
  const options = Object.entries(flags).map(([flag, [value, words]]): [string, string] => [
    `${flag} ${value}`.trim(),
    words,
  ]);
  return [
    'Usage: npm start -- [options]',
    '',
    'Starts an amoCRM-like page with the widget in it, the API behind it, the gateway and a SIP server.',
    '',
    table(options),
    '',
    'Faults:',
    table(Object.entries(faults)),
  ].join('\n');
}

export type ReadOptions =
  { readonly options: SandboxOptions } | { readonly help: true } | { readonly fault: string };

/** Reads the command line; the first fault is said in one line that names it and what was perhaps meant. */
export function readOptions(args: readonly string[]): ReadOptions {
  const given = new Map<string, string>();
  const named: string[] = [];
  const deskPhones: string[] = [];
  const bothPhones: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const [flag = '', ...rest] = (args[index] ?? '').split('=');
    if (!Object.hasOwn(flags, flag)) {
      return {
        fault: `unknown option "${flag}": did you mean ${nearest(flag, Object.keys(flags)).join(', ')}?`,
      };
    }
    const [needs] = flags[flag as keyof typeof flags];
    if (needs === '') {
      if (rest.length > 0) return { fault: `${flag} takes no value` };
      given.set(flag, '');
      continue;
    }
    const value = rest.length > 0 ? rest.join('=') : args[(index += 1)];
    if (value === undefined || value === '' || (rest.length === 0 && value.startsWith('--'))) {
      return { fault: `${flag} needs a value: ${flag} ${needs}` };
    }
    if (flag === '--fault') named.push(value);
    else if (flag === '--desk-phone') deskPhones.push(value);
    else if (flag === '--both-phones') bothPhones.push(value);
    else given.set(flag, value);
  }
  if (given.has('--help')) return { help: true };

  const wrong: string[] = [];
  const whole = (flag: string, usual: number, least: number, most: number): number => {
    const value = given.get(flag) ?? String(usual);
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < least || number > most) {
      wrong.push(`${flag} must be a whole number from ${least} to ${most}, not "${value}"`);
    }
    return number;
  };
  const port = whole('--port', 8080, 1, 65_533);
  const seed = whole('--seed', 1, 0, 2 ** 32 - 1);
  const latency = whole('--latency', 0, 0, 600_000);
  const chosen = faultsNamed(named);
  if (wrong[0] !== undefined) return { fault: wrong[0] };
  if (typeof chosen === 'string') return { fault: chosen };
  const open = !given.has('--no-open');
  const widget = given.get('--widget');
  const script = given.get('--script');
  return { options: { widget, script, port, open, seed, latency, faults: chosen, deskPhones, bothPhones } };
}
