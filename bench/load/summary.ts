import type { Outcome } from './job.ts'

/** Counts and percentiles of latencies given in milliseconds. */
export function summary(latencies: number[], errors: number, elapsedMilliseconds: number): Outcome {
  const sorted = Float64Array.from(latencies).sort()
  const percentile = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return {
    count: sorted.length,
    errors,
    perSecond: (sorted.length * 1000) / elapsedMilliseconds,
    p50: percentile(0.5),
    p95: percentile(0.95),
    p99: percentile(0.99),
  }
}
