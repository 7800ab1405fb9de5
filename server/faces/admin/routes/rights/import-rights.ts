import { z } from 'zod'
import { rightFileFormats } from '../../../../domain/rights/right-file.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { reasonHeader, reasonIn } from '../../wire/reason.ts'

const yesOrNo = z
  .enum(['true', 'false'])
  .default('false')
  .transform(word => word === 'true')

const Query = z.object({
  source: z.string().max(100).describe('Whose list it is: `file:` or `register:` and a name'),
  format: z.enum(rightFileFormats),
  end_missing: yesOrNo.describe('Whether what this source said before and does not say now ends'),
  dry_run: yesOrNo.describe('Whether nothing is written'),
})

const Imported = z.object({
  applied: z.boolean().describe('Not with faults, nor in a dry run'),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  elsewhere: z.int().describe('What another source says of the same, which stands as it is'),
  ended: z.int(),
  faults: z.object({
    count: z.int(),
    first: z.array(z.object({ line: z.int(), what: z.string() })),
  }),
})

const largest = 32 * 1024 * 1024

export const importRights = ({ desk, digest }: Pick<AdminTools, 'desk' | 'digest'>) =>
  operatorRoute<unknown, z.infer<typeof Query>, Uint8Array>({
    operation: 'right.import',
    method: 'post',
    path: '/rights/import',
    operationId: 'importRights',
    summary: 'Take over a file of rights as a whole, or nothing of it; the same file again changes nothing',
    query: Query,
    headers: reasonHeader,
    body: z.instanceof(Uint8Array),
    bodyFormat: 'bytes',
    bodyMediaType: 'text/plain',
    largestBody: largest,
    response: { status: 200, description: 'What came of it', body: Imported },
    refusals: ['request.malformed', 'right.malformed'],
    example: {
      query: { source: 'file:guardians', format: 'csv', dry_run: 'true' },
      body: 'actor;on_behalf_of;kind\n14842249091;29868099311;guardian\n',
      answer: {
        applied: false,
        added: 1,
        changed: 0,
        unchanged: 0,
        elsewhere: 0,
        ended: 0,
        faults: { count: 0, first: [] },
      },
    },
    handle: async ({ caller: operator, query, headers, body, traceId }) => {
      const { source, format, end_missing: endMissing, dry_run: dryRun } = query
      const text = Buffer.from(body).toString('utf8')
      const { applied, faults, added, changed, unchanged, elsewhere, ended } = await desk.importRights({
        operator,
        source,
        format,
        lines: text.split(/\r?\n/),
        endMissing,
        dryRun,
        file: { name: source, sha256: () => digest(text) },
        reason: reasonIn(headers),
        traceId,
      })
      return { status: 200, body: { applied, added, changed, unchanged, elsewhere, ended, faults } }
    },
  })
