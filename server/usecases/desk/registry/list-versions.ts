import { assertOnDuty, type Operator } from '../../../domain/operators/operator.ts'
import type { EntryKind } from '../../../domain/registry/entry-kind.ts'
import type { PastEntry, RegistryEntries } from '../../../ports/registry/registry-entries.ts'
import { unknownEntry } from '../../steps/registry-changes.ts'

interface Ports {
  readonly entries: Pick<RegistryEntries, 'versions'>
}

interface ListVersions {
  readonly operator: Operator
  readonly kind: EntryKind
  readonly id: string
}

/**
 * Every version of an entry, the newest first, each with what it changed; also of what was removed. Throws `caller.forbidden` or
 * `registry-entry.unknown`.
 */
export const listVersions =
  ({ entries }: Ports) =>
  async ({ operator, kind, id }: ListVersions): Promise<readonly PastEntry[]> => {
    assertOnDuty(operator, 'registry.read')
    const versions = await entries.versions(kind, id)
    if (versions.length === 0) throw unknownEntry(kind, id)
    return versions
  }
