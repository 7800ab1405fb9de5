import type { EntryKind } from '../../domain/registry/entry-kind.ts'
import { Problem } from '../../domain/problem.ts'
import type { Draft, Drafts } from '../../ports/registry/drafts.ts'

/** Throws `registry-entry.unknown`. */
export async function foundDraft(drafts: Pick<Drafts, 'find'>, kind: EntryKind, id: string): Promise<Draft> {
  const draft = await drafts.find(kind, id)
  if (!draft) throw new Problem('registry-entry.unknown', `There is no draft of the ${kind} ${id}`)
  return draft
}
