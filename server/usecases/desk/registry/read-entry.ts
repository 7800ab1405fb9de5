import { assertOnDuty, type Operator } from '../../../domain/operators/operator.ts'
import type { EntryKind } from '../../../domain/registry/entry-kind.ts'
import type { RegistryEntries, StandingEntry } from '../../../ports/registry/registry-entries.ts'
import { unknownEntry } from '../../steps/registry-changes.ts'

interface Ports {
  readonly entries: Pick<RegistryEntries, 'find'>
}

interface ReadEntry {
  readonly operator: Operator
  readonly kind: EntryKind
  readonly id: string
  /** The newest when not said. */
  readonly version?: number | undefined
}

/** Throws `caller.forbidden` or `registry-entry.unknown`. */
export const readEntry =
  ({ entries }: Ports) =>
  async ({ operator, kind, id, version }: ReadEntry): Promise<StandingEntry> => {
    assertOnDuty(operator, 'registry.read')
    const found = await entries.find(kind, id, version)
    if (!found) throw unknownEntry(kind, id)
    return found
  }
