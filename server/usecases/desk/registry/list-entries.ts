import { assertOnDuty, type Operator } from '../../../domain/operators/operator.ts'
import type { EntryKind } from '../../../domain/registry/entry-kind.ts'
import type { RegistryEntries, StandingEntry } from '../../../ports/registry/registry-entries.ts'

interface Ports {
  readonly entries: Pick<RegistryEntries, 'list'>
}

interface ListEntries {
  readonly operator: Operator
  readonly kind: EntryKind
}

/** What is registered of one kind, in the words of the declarative file. Throws `caller.forbidden`. */
export const listEntries =
  ({ entries }: Ports) =>
  async ({ operator, kind }: ListEntries): Promise<readonly StandingEntry[]> => {
    assertOnDuty(operator, 'registry.read')
    return entries.list(kind)
  }
