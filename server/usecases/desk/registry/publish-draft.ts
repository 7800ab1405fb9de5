import { assertOnDuty, type Operator } from '../../../domain/operators/operator.ts'
import { Problem } from '../../../domain/problem.ts'
import type { EntryKind } from '../../../domain/registry/entry-kind.ts'
import type { Drafts } from '../../../ports/registry/drafts.ts'
import type { PutEntry, RegistryEntries } from '../../../ports/registry/registry-entries.ts'
import type { UnitOfWork } from '../../../ports/unit-of-work.ts'
import { foundDraft } from '../../steps/found-draft.ts'
import { assertFaultless } from '../../steps/assert-faultless.ts'
import { recordAct } from '../../steps/record-act.ts'
import { type SeenPorts, seenByTwo } from '../../steps/seen-by-two.ts'
import { staleEntry, statedIn } from '../../steps/registry-changes.ts'

interface Ports extends SeenPorts {
  readonly drafts: Pick<Drafts, 'find' | 'remove'>
  readonly entries: Pick<RegistryEntries, 'put' | 'judge'>
  readonly units: { readonly unitOfWork: Pick<UnitOfWork, 'run'> }
}

interface PublishDraft {
  readonly operator: Operator
  readonly kind: EntryKind
  readonly id: string
  /** The revision that was read. */
  readonly revision: number
  readonly reason?: string | undefined
  readonly traceId?: string | undefined
}

/**
 * Makes a draft the newest version of its entry, and the draft is no more. Throws `caller.forbidden`, `registry-entry.unknown`,
 * `registry.malformed` with everything that is wrong, or `version.stale` when the draft is another by now, or its entry is.
 */
export const publishDraft = (ports: Ports) =>
  seenByTwo(ports)({
    operation: 'registry.publish',
    verb: 'publishDraft',
    target: ({ kind, id }: PublishDraft) => ({ kind, id }),
    async judge({ kind, id }) {
      const { entry } = await foundDraft(ports.drafts, kind, id)
      assertFaultless(await ports.entries.judge(kind, entry, id))
    },
    run: publish(ports),
  })

const publish =
  ({ drafts, entries, units, ...ports }: Ports) =>
  async ({ operator, kind, id, revision, traceId, ...said }: PublishDraft): Promise<PutEntry> => {
    const reason = assertOnDuty(operator, 'registry.publish', said.reason)
    return units.unitOfWork.run(async () => {
      const draft = await foundDraft(drafts, kind, id)
      if (!(await drafts.remove({ kind, id, revision }))) {
        throw new Problem('version.stale', `The draft of the ${kind} ${id} changed meanwhile`)
      }
      const put = await entries.put(kind, draft.entry, { id, standing: draft.base })
      if (!put) throw staleEntry(kind, id)
      const [before, after] = [statedIn(put.before), statedIn(put.after)]
      const target = { kind, id }
      await recordAct(ports)({
        operator,
        operation: 'registry.publish',
        target,
        reason,
        before,
        after,
        traceId,
      })
      return put
    })
  }
