import { assertOnDuty, type Operator } from '../../../domain/operators/operator.ts'
import type { EntryKind } from '../../../domain/registry/entry-kind.ts'
import type { EntryPreview, JudgedPage } from '../../../ports/registry/entry-preview.ts'

interface Ports {
  readonly preview: EntryPreview
}

interface PreviewEntry {
  readonly operator: Operator
  readonly kind: EntryKind
  readonly entry: unknown
}

/**
 * The pages that people would see if the entry stood, in every language, each with what is hard to read on it. Throws
 * `caller.forbidden`, or `registry.malformed` for an entry that cannot be read.
 */
export const previewEntry =
  ({ preview }: Ports) =>
  async ({ operator, kind, entry }: PreviewEntry): Promise<readonly JudgedPage[]> => {
    assertOnDuty(operator, 'registry.read')
    return preview.pages(kind, entry)
  }
