// README's figures, written from bench/results.json: every figure that has a floor, reached or not, and every growth.
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

const [begin, end] = ['<!-- figures -->', '<!-- /figures -->'];
const titles = {
  ring: 'Ring to card',
  tabs: 'Ten tabs, and the loss of the leading one',
  weight: 'Weight on every page',
  delivery: 'From the PBX to agents’ sockets',
  ingest: 'Events on disk',
  'store-size': 'What a call weighs on the disk',
  outages: 'Sockets lost and gateways killed under load',
  steady: 'Memory over time, under load',
  numbers: 'Numbers and calls',
  result: 'After the call',
  logging: 'The log of calls',
  phone: 'Calls in the browser',
  engine: 'The script engine',
  route: 'Who shall ring',
  'dial-list': 'The dial list, unattended',
  'dial-rows': 'A dial list of ten thousand',
  dialing: 'Five days of twenty agents, simulated',
};

export const number = (value) =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(value);
export const growth = ({ values, ratio, sizes }) =>
  `${values.map(number).join(' → ')} (× ${ratio} for × ${sizes[1] / sizes[0]})`;

const cells = (...texts) => `| ${texts.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;

function table([part, { command, date, commit, cores, cpu, rows }]) {
  const shown = rows.filter((row) => 'ratio' in row || 'floor' in row);
  if (shown.length === 0) return [];
  const lines = shown.map((row) =>
    'ratio' in row
      ? cells(`${row.name}: ${row.sizes.map(number).join(' → ')}`, `${growth(row)} ${row.unit}`, '')
      : cells(row.name, `${number(row.value)} ${row.unit}`, row.floor),
  );
  const where = `\`${command}\`: ${date.slice(0, 10)}, ${commit}, ${cores} × ${cpu}`;
  return [
    `**${titles[part] ?? part}** (${where})`,
    [cells('what', 'figure', 'floor'), cells('---', '---', '---'), ...lines].join('\n'),
  ];
}

/** The text between README's two marks. */
const figuresOf = (results) =>
  Object.entries(results)
    // Without its date: measured by hand, not by the command.
    .filter(([, { date }]) => date !== undefined)
    .flatMap(table)
    .join('\n\n');

const withFigures = (readme, results) => {
  const [before, rest] = readme.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`README.md has no ${begin} … ${end}`);
  return `${before}${begin}\n\n${figuresOf(results)}\n\n${end}${after}`;
};

export async function writeFigures() {
  const results = JSON.parse(readFileSync('bench/results.json', 'utf8'));
  const readme = withFigures(readFileSync('README.md', 'utf8'), results);
  const style = await resolveConfig('README.md');
  writeFileSync('README.md', await format(readme, { ...style, parser: 'markdown' }));
}
