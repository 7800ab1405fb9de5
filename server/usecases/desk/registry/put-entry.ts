import { assertOnDuty, type Operator } from '../../../domain/operators/operator.ts'
import type { EntryKind } from '../../../domain/registry/entry-kind.ts'
import type { PutEntry as Put, RegistryEntries } from '../../../ports/registry/registry-entries.ts'
import type { UnitOfWork } from '../../../ports/unit-of-work.ts'
import { assertFaultless } from '../../steps/assert-faultless.ts'
import { recordAct } from '../../steps/record-act.ts'
import { type SeenPorts, seenByTwo } from '../../steps/seen-by-two.ts'
import { staleEntry, statedIn } from '../../steps/registry-changes.ts'

interface Ports extends SeenPorts {
  readonly entries: Pick<RegistryEntries, 'put' | 'judge'>
  readonly units: { readonly unitOfWork: Pick<UnitOfWork, 'run'> }
}

interface PutEntry {
  readonly operator: Operator
  readonly kind: EntryKind
  readonly id: string
  readonly entry: unknown
  /** The version that it takes the place of; 0 for an entry that is new. */
  readonly standing: number
  readonly reason?: string | undefined
  readonly traceId?: string | undefined
}

/**
 * Registers an entry. One that says the same as the one that stands changes nothing. Throws `caller.forbidden`,
 * `registry.malformed` with everything that is wrong, or `version.stale`.
 */
export const putEntry = (ports: Ports) =>
  seenByTwo(ports)({
    operation: 'registry.write',
    verb: 'putEntry',
    target: ({ kind, id }: PutEntry) => ({ kind, id }),
    async judge({ kind, id, entry, standing }) {
      const judged = await ports.entries.judge(kind, entry, id)
      assertFaultless(judged)
      if (judged.standing !== standing) throw staleEntry(kind, id)
    },
    run: put(ports),
  })

const put =
  ({ entries, units, ...ports }: Ports) =>
  async ({ operator, kind, id, entry, standing, traceId, ...said }: PutEntry): Promise<Put> => {
    const reason = assertOnDuty(operator, 'registry.write', said.reason)
    return units.unitOfWork.run(async () => {
      const put = await entries.put(kind, entry, { id, standing })
      if (!put) throw staleEntry(kind, id)
      if (put.before?.version === put.after.version) return put
      const [before, after] = [statedIn(put.before), statedIn(put.after)]
      const target = { kind, id }
      await recordAct(ports)({
        operator,
        operation: 'registry.write',
        target,
        reason,
        before,
        after,
        traceId,
      })
      return put
    })
  }
