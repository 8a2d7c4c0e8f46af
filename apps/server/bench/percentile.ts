/** The value below which a share of the sorted values lies, to one decimal; 0 for no values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1))
}

/** The middle value. */
export const median = (values: readonly number[]): number => percentile(values, 0.5)
