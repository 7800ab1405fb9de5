import { z } from 'zod'
import type { Finding, Standing } from '../../../../domain/operators/findings.ts'
import { tallied } from '../../../../domain/operators/tally.ts'
import { utcText } from '../../../../domain/text/utc-text.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'

const Instant = z.iso.datetime({ offset: true })

const Query = z.object({
  from: Instant.optional().describe('30 days ago when not said, RFC 3339'),
  to: Instant.optional().describe('Now when not said, RFC 3339; a year after `from` at most'),
})

const since = z.string().optional().describe('Since when, RFC 3339')

const StandingDocument = z.object({
  feeds: z.object({ waiting: z.number(), since }).describe('Events that are in no feed yet'),
  deliveries: z.object({
    streams: z.number(),
    waiting: z.number(),
    failing: z.number().describe('Streams whose receivers do not take events'),
    failing_since: since,
  }),
  mails: z.object({ waiting: z.number(), since }),
  keys: z.array(z.object({ name: z.string(), since: z.string() })),
  partitions: z.object({ stray_rows: z.number(), ahead_seconds: z.number() }),
  anchored_at: z.string().optional(),
  uncounted: z.number().describe('Events that are not counted yet'),
})

const OverviewDocument = z.object({
  from: z.string(),
  to: z.string(),
  span: z.enum(['day', 'week', 'month']).describe('What is counted together'),
  tallies: z.array(
    z.object({
      day: z.string().describe('The first of the days'),
      purpose: z.string(),
      face: z.string(),
      counts: z.partialRecord(z.enum(tallied), z.number()),
    }),
  ),
  standing: StandingDocument,
  findings: z
    .array(
      z.object({
        code: z.string(),
        severity: z.enum(['warning', 'urgent']),
        of: z.union([z.number(), z.string()]).optional().describe('How many, or which'),
        since,
      }),
    )
    .describe('What needs attention, the urgent first'),
})

export const readOverview = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<unknown, z.infer<typeof Query>>({
    operation: 'overview.read',
    method: 'get',
    path: '/overview',
    operationId: 'readOverview',
    summary: 'What was asked, answered and used over time, how everything stands, and what needs attention',
    query: Query,
    response: { status: 200, description: 'The overview', body: OverviewDocument },
    refusals: ['request.malformed'],
    example: {
      answer: {
        from: '2026-10-31T09:00:00+00:00',
        to: '2026-11-30T09:00:00+00:00',
        span: 'day',
        tallies: [
          {
            day: '2026-11-29',
            purpose: 'credit-assessment',
            face: 'oauth',
            counts: { requested: 12, accepted: 9, rejected: 2, used: 30 },
          },
        ],
        standing: {
          feeds: { waiting: 0 },
          deliveries: { streams: 2, waiting: 0, failing: 0 },
          mails: { waiting: 0 },
          keys: [{ name: 'ES256', since: '2026-11-01T00:00:00+00:00' }],
          partitions: { stray_rows: 0, ahead_seconds: 172800 },
          anchored_at: '2026-11-30T08:00:00+00:00',
          uncounted: 3,
        },
        findings: [{ code: 'key.old', severity: 'warning', of: 'RS256', since: '2025-11-01T00:00:00+00:00' }],
      },
    },
    handle: async ({ caller: operator, query: { from, to } }) => {
      const overview = await desk.readOverview({
        operator,
        ...(from !== undefined && { from: new Date(from) }),
        ...(to !== undefined && { to: new Date(to) }),
      })
      return {
        status: 200,
        body: {
          from: utcText(overview.from),
          to: utcText(overview.to),
          span: overview.span,
          tallies: overview.tallies.map(({ day, purposeId, face, counts }) => ({
            day,
            purpose: purposeId,
            face,
            counts,
          })),
          standing: standingDocument(overview.standing),
          findings: overview.findings.map(findingDocument),
        },
      }
    },
  })

const sinceOf = (at: Date | undefined) => at && { since: utcText(at) }

const standingDocument = (standing: Standing): z.infer<typeof StandingDocument> => ({
  feeds: { waiting: standing.feeds.waiting, ...sinceOf(standing.feeds.since) },
  deliveries: {
    streams: standing.deliveries.streams,
    waiting: standing.deliveries.waiting,
    failing: standing.deliveries.failing,
    ...(standing.deliveries.failingSince && {
      failing_since: utcText(standing.deliveries.failingSince),
    }),
  },
  mails: { waiting: standing.mails.waiting, ...sinceOf(standing.mails.since) },
  keys: standing.keys.map(key => ({ name: key.name, since: utcText(key.since) })),
  partitions: {
    stray_rows: standing.partitions.strayRows,
    ahead_seconds: standing.partitions.aheadSeconds,
  },
  ...(standing.anchoredAt && { anchored_at: utcText(standing.anchoredAt) }),
  uncounted: standing.uncounted,
})

const findingDocument = ({ code, severity, of, since: at }: Finding) => ({
  code,
  severity,
  ...(of !== undefined && { of }),
  ...sinceOf(at),
})
