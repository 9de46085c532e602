import { quantile } from './quantile';
import type { Figure } from './record';

const named = { p50: 0.5, p95: 0.95, p99: 0.99, max: 1 } as const;
export type Quantile = keyof typeof named;

/** Rows of one measured list. `floors`: what the standards ask of which quantile. */
export const spread = (
  name: string,
  unit: string,
  list: readonly number[],
  quantiles: readonly Quantile[],
  floors: Partial<Record<Quantile, string>> = {},
): Figure[] =>
  quantiles.map((key) => {
    const floor = floors[key];
    return {
      name: `${name}, ${key}`,
      value: quantile(list, named[key]),
      unit,
      n: list.length,
      ...(floor !== undefined && { floor }),
    };
  });
