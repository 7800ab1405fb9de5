/** The median and what 95 and 99 of a hundred stay below, of figures in order, with one decimal. */
export const percentiles = (sorted: readonly number[]): string[] =>
  [0.5, 0.95, 0.99].map(share => (sorted[Math.floor(share * sorted.length)] ?? 0).toFixed(1))
