// `npm run bench [-- NAME…]`: measures, writes bench/results.json, prints one table. Nothing timed passes or fails.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { built } from './built.mjs';
import { chromium } from './chromium.mjs';
import { growth, number, writeFigures } from './figures.mjs';

const file = 'bench/results.json';
const known = readdirSync('bench').flatMap((name) => /^(.+)\.bench\.ts$/.exec(name)?.[1] ?? []);
const wanted = process.argv.slice(2);
const strange = wanted.filter((name) => !known.includes(name));
if (strange.length > 0) {
  console.error(`No such part: ${strange.join(', ')}. There are: ${known.join(', ')}.`);
  process.exit(1);
}
const parts = wanted.length > 0 ? wanted : known;

const read = () => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
};
const said = (program, ...args) => {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
};

built();
process.env.CHROMIUM_PATH = chromium();
const changed = said('git', 'status', '--porcelain', '--', 'src', 'templates', 'webpack.config.js') !== '';
const about = {
  date: new Date().toISOString(),
  commit: `${said('git', 'rev-parse', '--short', 'HEAD') || 'unknown'}${changed ? ' with changes' : ''}`,
  node: process.version,
  chromium: said(process.env.CHROMIUM_PATH, '--version'),
  cores: cpus().length,
  cpu: cpus()[0]?.model.trim() ?? '',
};
const before = read();
const fresh = parts.map((name) => [name, { ...about, command: `npm run bench -- ${name}`, rows: [] }]);
const kept = Object.entries(before).filter(([name]) => known.includes(name));
writeFileSync(file, `${JSON.stringify(Object.fromEntries([...kept, ...fresh]), null, 2)}\n`);

const started = Date.now();
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/@playwright/test/cli.js',
    'test',
    '--config',
    'bench/playwright.config.ts',
    ...parts.map((name) => `/${name}\\.bench\\.ts$`),
  ],
  { stdio: ['ignore', 2, 2], env: process.env },
);

const lines = [['part', 'what', 'figure', 'unit', 'floor']];
const results = read();
for (const part of parts) {
  for (const row of results[part]?.rows ?? []) {
    const figure = 'ratio' in row ? growth(row) : number(row.value);
    const name =
      'ratio' in row
        ? `${row.name}: ${row.sizes.map((size) => size.toLocaleString('en')).join(' → ')}`
        : row.name;
    lines.push([part, name, figure, row.unit, row.floor ?? '']);
  }
}
const widths = lines[0].map((_title, column) => Math.max(...lines.map((line) => [...line[column]].length)));
for (const line of lines) {
  const cells = line.map((cell, column) => {
    const gap = ' '.repeat(widths[column] - [...cell].length);
    return column === 2 ? gap + cell : cell + gap;
  });
  console.log(cells.join('  ').trimEnd());
}
console.log(
  `\n${about.date}, ${about.commit}, node ${about.node}, ${about.chromium}, ${about.cores} × ${about.cpu}; ${Math.round((Date.now() - started) / 1000)} s`,
);
await writeFigures();
const silent = parts.filter((name) => (results[name]?.rows ?? []).length === 0);
for (const name of silent) console.error(`${name}: nothing measured`);
process.exit(status === 0 && silent.length === 0 ? 0 : 1);
