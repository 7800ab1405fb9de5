import { z } from 'zod'
import type { Health } from '../../../../ports/running-server.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'

const HealthDocument = z.object({
  status: z.enum(['ready', 'not ready']),
  checks: z.record(z.string(), z.enum(['ok', 'failed'])).describe('What the server cannot serve without'),
  signing_key_age_seconds: z.number().describe('Of the key that signs'),
  ledger_anchor_age_seconds: z.number().optional().describe('Of the newest anchor; absent before the first'),
  audit: z.object({
    waiting: z.number().describe('Lines that are not yet written'),
    lost: z.number().describe('Lines that there was no room for, since the start'),
    troubled: z.boolean().describe('Whether nothing can be written'),
  }),
  partitions: z.object({
    default_rows: z.number().describe('Rows that found no partition of their own'),
    ahead_seconds: z.number().describe('Until a table has none for a row of the day'),
  }),
  receivers_unreached: z.number().describe('Streams whose receivers have taken nothing for an hour'),
  pool_waiting: z.number().describe('Requests that wait for a connection to the database'),
})

export const readHealth = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute({
    operation: 'health.read',
    method: 'get',
    path: '/health',
    operationId: 'readHealth',
    summary: 'How the server that answers is, and what it stands on',
    response: { status: 200, description: 'Whether or not all is well', body: HealthDocument },
    example: {
      answer: {
        status: 'ready',
        checks: { database: 'ok', migrations: 'ok', 'signing key': 'ok' },
        signing_key_age_seconds: 86400,
        ledger_anchor_age_seconds: 1800,
        audit: { waiting: 0, lost: 0, troubled: false },
        partitions: { default_rows: 0, ahead_seconds: 172800 },
        receivers_unreached: 0,
        pool_waiting: 0,
      },
    },
    handle: async ({ caller: operator }) => ({
      status: 200,
      body: healthDocument(await desk.readHealth({ operator })),
    }),
  })

const healthDocument = (health: Health): z.infer<typeof HealthDocument> => ({
  status: Object.values(health.checks).every(one => one === 'ok') ? 'ready' : 'not ready',
  checks: { ...health.checks },
  signing_key_age_seconds: health.signingKeyAgeSeconds,
  ...(health.anchorAgeSeconds !== undefined && { ledger_anchor_age_seconds: health.anchorAgeSeconds }),
  audit: {
    waiting: health.audit.waiting,
    lost: health.audit.lost,
    troubled: health.audit.isTroubled,
  },
  partitions: {
    default_rows: health.partitions.defaultRows,
    ahead_seconds: health.partitions.aheadSeconds,
  },
  receivers_unreached: health.receiversUnreached,
  pool_waiting: health.poolWaiting,
})
