import { z } from 'zod'
import type { Finding, Standing } from '../../../../domain/operators/findings.ts'
import { tallied } from '../../../../domain/operators/tally.ts'
import type { Language } from '../../../../domain/text/text.ts'
import { dateAndTime } from '../../../../wording/dates.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { chartOf, totalsOf } from '../../overview/chart.ts'
import { stepsBetween } from '../../overview/steps.ts'
import { consolePage } from '../../page/console-page.ts'

const periods = ['30', '90', '365'] as const

const dayMilliseconds = 24 * 3600 * 1000

const Query = z.object({ days: z.enum(periods).default('30') })

/** What needs attention, what happened over time, and how everything stands. */
export const showOverview = (tools: ConsoleWork) =>
  consolePage(tools, {
    path: '/console/overview',
    query: Query,
    duty: 'overview.read',
    section: 'overview',
    handle: async ({ query: { days }, language }, operator) => {
      const to = tools.clock.now()
      const from = new Date(to.getTime() - (Number(days) - 1) * dayMilliseconds)
      const { span, tallies, findings, standing } = await tools.desk.readOverview({ operator, from, to })
      const steps = stepsBetween(from, to, span)
      return {
        view: 'console/overview',
        model: {
          periods: periods.map(one => ({ days: one, isHere: one === days })),
          span,
          kinds: tallied,
          charts: tallied.map(what => chartOf(what, tallies, steps)),
          totals: totalsOf(tallied, tallies),
          findings: findings.map(finding => shownFinding(finding, language)),
          ...shownStanding(standing, language),
        },
      }
    },
  })

const shownFinding = ({ code, severity, of, since }: Finding, language: Language) => ({
  code,
  severity,
  of: of === undefined ? '' : String(of),
  since: since && dateAndTime(since, language),
})

const shownStanding = (
  { feeds, deliveries, mails, keys, anchoredAt, uncounted }: Standing,
  language: Language,
) => ({
  standing: {
    feeds: feeds.waiting,
    streams: deliveries.streams,
    deliveries: deliveries.waiting,
    mails: mails.waiting,
    uncounted,
    anchored: anchoredAt && dateAndTime(anchoredAt, language),
  },
  keys: keys.map(({ name, since }) => ({ name, since: dateAndTime(since, language) })),
})
