import type { Outcome } from './load/job.ts'
import { cpuMilliseconds, residentMegabytes } from './measure.ts'
import type { Target } from './targets/target.ts'

/** What one scenario cost one target. */
export interface Figures extends Outcome {
  readonly target: string
  readonly scenario: string
  /** Milliseconds of the server's processor time for a thousand operations. */
  readonly cpuPerThousand: number
  readonly residentMegabytes: number
  readonly statementsPerOperation: number | undefined
}

/** Statements that a database has run so far. */
export type StatementCounter = () => Promise<number>

interface Measuring {
  readonly target: Target
  readonly scenario: string
  readonly statements?: StatementCounter
}

/** Runs the load once and reads the server's processor time, memory and statements around it. */
export async function figures(
  { target, scenario, statements }: Measuring,
  load: () => Promise<Outcome>,
): Promise<Figures> {
  const before = { cpu: cpuMilliseconds(target.pid), statements: await statements?.() }
  const outcome = await load()
  const cpu = cpuMilliseconds(target.pid) - before.cpu
  const after = await statements?.()
  const ran = before.statements === undefined || after === undefined ? undefined : after - before.statements
  return {
    ...outcome,
    target: target.name,
    scenario,
    cpuPerThousand: (cpu * 1000) / outcome.count,
    residentMegabytes: residentMegabytes(target.pid),
    statementsPerOperation: ran === undefined ? undefined : ran / outcome.count,
  }
}
