import { assertOnDuty, type Operator } from '../../../domain/operators/operator.ts'
import { Problem } from '../../../domain/problem.ts'
import type { EntryKind } from '../../../domain/registry/entry-kind.ts'
import type { Drafts } from '../../../ports/registry/drafts.ts'
import type { UnitOfWork } from '../../../ports/unit-of-work.ts'
import { foundDraft } from '../../steps/found-draft.ts'
import { type ActPorts, recordAct } from '../../steps/record-act.ts'

interface Ports extends ActPorts {
  readonly drafts: Pick<Drafts, 'find' | 'remove'>
  readonly units: { readonly unitOfWork: Pick<UnitOfWork, 'run'> }
}

interface DiscardDraft {
  readonly operator: Operator
  readonly kind: EntryKind
  readonly id: string
  /** The revision that was read. */
  readonly revision: number
  readonly traceId?: string | undefined
}

/** Throws a draft away; what it said is kept as the act's. Throws `caller.forbidden`, `registry-entry.unknown` or `version.stale`. */
export const discardDraft =
  ({ drafts, units, ...ports }: Ports) =>
  async ({ operator, kind, id, revision, traceId }: DiscardDraft): Promise<void> => {
    assertOnDuty(operator, 'registry.draft')
    await units.unitOfWork.run(async () => {
      const { entry } = await foundDraft(drafts, kind, id)
      if (!(await drafts.remove({ kind, id, revision }))) {
        throw new Problem('version.stale', `The draft of the ${kind} ${id} changed meanwhile`)
      }
      const before = { draft: entry }
      await recordAct(ports)({ operator, operation: 'registry.draft', target: { kind, id }, before, traceId })
    })
  }
