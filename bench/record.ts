import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** What the standards ask for, as printed: "≤ 60". */
  floor?: string;
  /** How many measurements `value` stands for. */
  n?: number;
}

/** One cost at two sizes. */
export interface Growth {
  name: string;
  unit: string;
  sizes: readonly [number, number];
  values: readonly [number, number];
  /** Second value by the first. */
  ratio: number;
  n?: number;
}

export type Row = Figure | Growth;

interface Part {
  rows: Row[];
}

const file = path.join(__dirname, 'results.json');

const results = (): Record<string, Part> => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, Part>;
  } catch {
    return {};
  }
};

const rounded = (value: number): number => Number(value.toPrecision(value < 1000 ? 3 : 6));

/** Adds rows to `bench/results.json`; a row of the same name is replaced. Throws for what could not be measured. */
export function record(part: string, rows: readonly Row[]): void {
  const all = results();
  const known = (all[part] ??= { rows: [] });
  for (const row of rows) {
    const values = 'value' in row ? [row.value] : [...row.values, row.ratio];
    if (!values.every(Number.isFinite)) throw new Error(`${part}: "${row.name}" could not be measured`);
    const short: Row =
      'value' in row
        ? { ...row, value: rounded(row.value) }
        : {
            ...row,
            values: [rounded(row.values[0]), rounded(row.values[1])],
            ratio: rounded(row.ratio),
          };
    known.rows = [...known.rows.filter(({ name }) => name !== row.name), short];
  }
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
}

export const growth = (
  name: string,
  unit: string,
  sizes: readonly [number, number],
  values: readonly [number, number],
  n?: number,
): Growth => ({ name, unit, sizes, values, ratio: values[1] / values[0], ...(n !== undefined && { n }) });
