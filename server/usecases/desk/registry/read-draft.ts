import { assertOnDuty, type Operator } from '../../../domain/operators/operator.ts'
import type { EntryKind } from '../../../domain/registry/entry-kind.ts'
import type { Draft, Drafts } from '../../../ports/registry/drafts.ts'
import type { JudgedEntry, RegistryEntries } from '../../../ports/registry/registry-entries.ts'
import { foundDraft } from '../../steps/found-draft.ts'

interface Ports {
  readonly drafts: Pick<Drafts, 'find'>
  readonly entries: Pick<RegistryEntries, 'judge'>
}

interface ReadDraft {
  readonly operator: Operator
  readonly kind: EntryKind
  readonly id: string
}

/** `standing` is another version than the draft's base when somebody changed the entry meanwhile. */
export interface ShownDraft extends JudgedEntry {
  readonly draft: Draft
}

/** A draft with what is wrong with it, what is hard to read in it and what it changes. Throws `caller.forbidden` or `registry-entry.unknown`. */
export const readDraft =
  ({ drafts, entries }: Ports) =>
  async ({ operator, kind, id }: ReadDraft): Promise<ShownDraft> => {
    assertOnDuty(operator, 'registry.read')
    const draft = await foundDraft(drafts, kind, id)
    return { draft, ...(await entries.judge(kind, draft.entry, id)) }
  }
