import { z } from 'zod'
import { entryKinds } from '../../../domain/registry/entry-kind.ts'
import { utcText } from '../../../domain/text/utc-text.ts'
import type { Draft } from '../../../ports/registry/drafts.ts'
import { exampleEntries } from './entry-examples.ts'

export const DraftPath = z.object({
  kind: z.enum(entryKinds),
  id: z.string().min(1).max(300).describe('What the entry is to be known by'),
})

export type DraftPath = z.infer<typeof DraftPath>

export const DraftDocument = z.object({
  kind: z.enum(entryKinds),
  id: z.string(),
  revision: z.int().describe('Raised every time it is saved'),
  base: z.int().describe('The version that it is to take the place of; 0 for an entry that is new'),
  entry: z.unknown().describe('As it was sent; it need not be fit'),
  by: z.object({ id: z.string(), name: z.string() }).describe('Who saved it last'),
  time: z.string().describe('When, RFC 3339'),
})

export const draftDocument = (draft: Draft): z.infer<typeof DraftDocument> => ({
  kind: draft.kind,
  id: draft.id,
  revision: draft.revision,
  base: draft.base,
  entry: draft.entry,
  by: { id: draft.by.id, name: draft.by.name },
  time: utcText(draft.at),
})

export const exampleDraft = {
  kind: 'purpose',
  id: 'example-draft',
  revision: 1,
  base: 0,
  entry: { ...exampleEntries.purpose.entry, id: 'example-draft' },
  by: { id: 'demo-administrator', name: 'Administrator' },
  time: '2026-11-30T09:00:00+00:00',
} as const

export const examplePath = { kind: exampleDraft.kind, id: exampleDraft.id }
