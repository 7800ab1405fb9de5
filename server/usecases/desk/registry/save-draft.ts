import { assertOnDuty, type Operator } from '../../../domain/operators/operator.ts'
import { Problem } from '../../../domain/problem.ts'
import type { EntryKind } from '../../../domain/registry/entry-kind.ts'
import type { Draft, Drafts } from '../../../ports/registry/drafts.ts'
import type { UnitOfWork } from '../../../ports/unit-of-work.ts'
import { type ActPorts, recordAct } from '../../steps/record-act.ts'

interface Ports extends ActPorts {
  readonly drafts: Pick<Drafts, 'save'>
  readonly units: { readonly unitOfWork: Pick<UnitOfWork, 'run'> }
}

interface SaveDraft {
  readonly operator: Operator
  readonly kind: EntryKind
  readonly id: string
  readonly entry: unknown
  /** The version that it is to take the place of; 0 for an entry that is new. */
  readonly base: number
  /** The revision of the draft that was read; 0 for a new draft. */
  readonly revision: number
  readonly traceId?: string | undefined
}

const longestId = 300

/**
 * Keeps an entry that is being written, fit or not. Throws `caller.forbidden`, `request.malformed` for an id that nothing can
 * have, or `version.stale` when somebody else saved it meanwhile.
 */
export const saveDraft =
  ({ drafts, units, ...ports }: Ports) =>
  async ({ operator, kind, id, entry, base, revision, traceId }: SaveDraft): Promise<Draft> => {
    assertOnDuty(operator, 'registry.draft')
    if (!/^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(id) || id.length > longestId) {
      throw new Problem('request.malformed', 'No entry can have this id')
    }
    return units.unitOfWork.run(async () => {
      const { id: operatorId, name } = operator
      const saved = await drafts.save({ kind, id, entry, base, revision, by: { id: operatorId, name } })
      if (!saved) throw new Problem('version.stale', `The draft of the ${kind} ${id} changed meanwhile`)
      await recordAct(ports)({ operator, operation: 'registry.draft', target: { kind, id }, traceId })
      return saved
    })
  }
