/** The smallest value that at least `q` of the list do not exceed; NaN of nothing. */
export function quantile(list: readonly number[], q: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)] ?? NaN;
}

export const median = (list: readonly number[]): number => quantile(list, 0.5);
