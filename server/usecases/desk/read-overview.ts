import { type Finding, findingsIn, type Standing } from '../../domain/operators/findings.ts'
import { assertOnDuty, type Operator } from '../../domain/operators/operator.ts'
import { spanFor, type Tally, type TallySpan } from '../../domain/operators/tally.ts'
import { Problem } from '../../domain/problem.ts'
import type { Clock } from '../../ports/clock.ts'
import type { StandingReader } from '../../ports/desk/standing.ts'
import type { Tallies } from '../../ports/desk/tallies.ts'

interface Ports {
  readonly tallies: Pick<Tallies, 'read'>
  readonly standing: StandingReader
  readonly clock: Clock
}

interface ReadOverview {
  readonly operator: Operator
  /** 30 days ago when not said. */
  readonly from?: Date | undefined
  /** Now when not said. */
  readonly to?: Date | undefined
}

export interface Overview {
  readonly from: Date
  readonly to: Date
  readonly span: TallySpan
  /** By day (week, month), purpose and face. What happened since the last count is not in it yet. */
  readonly tallies: readonly Tally[]
  readonly standing: Standing
  readonly findings: readonly Finding[]
}

const dayMilliseconds = 24 * 3600 * 1000
const usual = 30 * dayMilliseconds
const longest = 366 * dayMilliseconds

/** What happened over time, how everything stands and what needs attention. Throws `request.malformed` for more than a year. */
export const readOverview =
  ({ tallies, standing: reader, clock }: Ports) =>
  async ({ operator, to = clock.now(), from = before(to, usual) }: ReadOverview): Promise<Overview> => {
    assertOnDuty(operator, 'overview.read')
    if (from > to || from < before(to, longest)) {
      throw new Problem('request.malformed', 'An overview is of a year at most', { pointer: '/from' })
    }
    const span = spanFor(from, to)
    const [counted, standing] = await Promise.all([tallies.read({ from, to, span }), reader.read()])
    return { from, to, span, tallies: counted, standing, findings: findingsIn(standing, clock.now()) }
  }

const before = (moment: Date, milliseconds: number): Date => new Date(moment.getTime() - milliseconds)
