import type { RetentionCount } from '../../usecases/steps/due-retention.ts'
import { onStorage } from '../storage-verb.ts'
import { table } from '../table.ts'
import { type Answer, type Options, type Tools, verb } from '../verb.ts'

interface Run extends Options {
  readonly dryRun?: boolean
}

export const runRetention = (tools: Tools) =>
  onStorage<Run>(tools, command(), async ({ retention }, { options: { dryRun = false } }) =>
    dryRun
      ? toAnswer(await retention.plan(), { dryRun, none: 'Nothing would go' })
      : { ...toAnswer(await retention.applyAll(), { dryRun, none: 'Nothing is past its time' }), acts: [] },
  )

const command = () =>
  verb('run', 'take away what of ended consents is past its time, all of it, now').option(
    '--dry-run',
    'only count what would go',
  )

interface Said {
  readonly dryRun: boolean
  readonly none: string
}

function toAnswer(counts: readonly RetentionCount[], { dryRun, none }: Said): Answer {
  const some = counts.filter(({ count }) => count > 0)
  const rows = some.map(({ purpose, kind, kept, end, count }) => ({
    purpose,
    kind,
    'kept for': kept,
    [dryRun ? 'would be' : 'was']: end === 'delete' ? 'deleted' : 'anonymised',
    count,
  }))
  return { json: { dry_run: dryRun, retention: counts }, text: table(rows, none) }
}
