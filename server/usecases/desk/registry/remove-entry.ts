import { assertOnDuty, type Operator } from '../../../domain/operators/operator.ts'
import type { EntryKind } from '../../../domain/registry/entry-kind.ts'
import type { RegistryEntries } from '../../../ports/registry/registry-entries.ts'
import type { UnitOfWork } from '../../../ports/unit-of-work.ts'
import { recordAct } from '../../steps/record-act.ts'
import { type SeenPorts, seenByTwo } from '../../steps/seen-by-two.ts'
import { staleEntry, statedIn, unknownEntry } from '../../steps/registry-changes.ts'

interface Ports extends SeenPorts {
  readonly entries: Pick<RegistryEntries, 'find' | 'remove'>
  readonly units: { readonly unitOfWork: Pick<UnitOfWork, 'run'> }
}

interface RemoveEntry {
  readonly operator: Operator
  readonly kind: EntryKind
  readonly id: string
  /** The version that stands. */
  readonly standing: number
  readonly reason?: string | undefined
  readonly traceId?: string | undefined
}

/** Hides an entry; its versions stay. Throws `caller.forbidden`, `registry-entry.unknown` or `version.stale`. */
export const removeEntry = (ports: Ports) =>
  seenByTwo(ports)({
    operation: 'registry.remove',
    verb: 'removeEntry',
    target: ({ kind, id }: RemoveEntry) => ({ kind, id }),
    async judge({ kind, id }) {
      if (!(await ports.entries.find(kind, id))) throw unknownEntry(kind, id)
    },
    run: remove(ports),
  })

const remove =
  ({ entries, units, ...ports }: Ports) =>
  async ({ operator, kind, id, standing, traceId, ...said }: RemoveEntry): Promise<void> => {
    const reason = assertOnDuty(operator, 'registry.remove', said.reason)
    if (!(await entries.find(kind, id))) throw unknownEntry(kind, id)
    await units.unitOfWork.run(async () => {
      const removed = await entries.remove(kind, id, standing)
      if (!removed) throw staleEntry(kind, id)
      const before = statedIn(removed)
      await recordAct(ports)({
        operator,
        operation: 'registry.remove',
        target: { kind, id },
        reason,
        before,
        traceId,
      })
    })
  }
