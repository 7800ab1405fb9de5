import type { Figures } from './figures.ts'
import type { Load } from './scenarios.ts'
import { table } from './table.ts'

const header = [
  'path',
  'server',
  'per second',
  'p50 ms',
  'p95 ms',
  'p99 ms',
  'errors',
  'CPU ms per 1,000',
  'memory MB',
  'SQL per operation',
]

const baseline = 'bare oidc-provider, in memory'

/** Two Markdown tables: the figures, and each path as a ratio to bare oidc-provider in memory in the same run. */
export function report(all: readonly Figures[], { seconds, connections }: Load): string {
  const rows = all.map(one => [
    one.scenario,
    one.target,
    one.perSecond.toFixed(0),
    one.p50.toFixed(1),
    one.p95.toFixed(1),
    one.p99.toFixed(1),
    String(one.errors),
    one.cpuPerThousand.toFixed(0),
    one.residentMegabytes.toFixed(0),
    one.statementsPerOperation?.toFixed(2) ?? '–',
  ])
  return [
    `${connections} connections, ${seconds} s each.`,
    '',
    table(header, rows),
    '',
    table(['path', 'server', `ratio to ${baseline}`], ratios(all)),
  ].join('\n')
}

const ratios = (all: readonly Figures[]): string[][] =>
  all.flatMap(one => {
    const base = all.find(other => other.target === baseline && other.scenario === one.scenario)
    if (!base || base === one) return []
    return [[one.scenario, one.target, (one.perSecond / base.perSecond).toFixed(2)]]
  })
