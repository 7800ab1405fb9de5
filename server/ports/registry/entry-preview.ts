import type { EntryKind } from '../../domain/registry/entry-kind.ts'
import type { Language } from '../../domain/text/text.ts'
import type { EntryHint } from './registry-entries.ts'

/** The page that a consent type gives in one language. */
export interface PreviewedPage {
  readonly face: string
  readonly type: string
  readonly giver: 'person' | 'organization'
  readonly language: Language
  /** With these addresses of its other languages and of its plain text. */
  html(links: PageLinks): string
  /** What would be kept and hashed. */
  readonly text: string
}

export interface PageLinks {
  readonly languages: Readonly<Record<Language, string>>
  readonly text: string
}

export interface JudgedPage extends PreviewedPage {
  readonly hints: readonly EntryHint[]
}

/** The pages that people would see if an entry stood, among all that is registered. Nothing is written. */
export interface EntryPreview {
  /** None for what no page shows, and for what nothing registered makes use of. Throws `registry.malformed`. */
  pages(kind: EntryKind, entry: unknown): Promise<readonly JudgedPage[]>
}
