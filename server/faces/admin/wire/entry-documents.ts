import { z } from 'zod'
import type { EntryChange } from '../../../domain/registry/entry-change.ts'
import type { EntryKind } from '../../../domain/registry/entry-kind.ts'
import { languages } from '../../../domain/text/text.ts'
import { utcText } from '../../../domain/text/utc-text.ts'
import type {
  EntryFault,
  EntryHint,
  PastEntry,
  StandingEntry,
} from '../../../ports/registry/registry-entries.ts'
import { entryOf } from './entry.ts'

export const EntryPath = z.object({ id: z.string().min(1).max(300).describe('What the entry is known by') })

export type EntryPath = z.infer<typeof EntryPath>

export const ListedEntry = (kind: EntryKind) =>
  z.object({
    id: z.string(),
    version: z.int(),
    entry: entryOf(kind),
    unsayable: z
      .literal(true)
      .optional()
      .describe('No file can say all of it, as some of what the server registers by itself'),
  })

export const listedEntry = ({ id, version, entry, isUnsayable }: StandingEntry) => ({
  id,
  version,
  entry,
  ...(isUnsayable && { unsayable: true }),
})

export const ChangeDocument = z
  .object({
    texts: z
      .array(
        z.object({
          path: z.string(),
          language: z.enum(languages),
          before: z.string().optional(),
          after: z.string().optional(),
        }),
      )
      .describe('Texts that are others'),
    members: z.array(z.string()).describe('Everything but texts that is another'),
    ask_anew: z
      .array(z.string())
      .describe(
        'Why consents to the entry as it was do not stand for it as it is; empty when only wording changed',
      ),
  })
  .describe('What is other than in the version before')

export const changeDocument = ({ texts, members, askAnew }: EntryChange): z.infer<typeof ChangeDocument> => ({
  texts: texts.map(({ path, language, before, after }) => ({
    path,
    language,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  })),
  members: [...members],
  ask_anew: [...askAnew],
})

export const PastDocument = (kind: EntryKind) =>
  ListedEntry(kind).extend({
    time: z.string().describe('Since when, RFC 3339'),
    removed_at: z.string().optional().describe('When it and every version before it was removed'),
    change: ChangeDocument.optional(),
  })

export const pastDocument = (past: PastEntry) => ({
  ...listedEntry(past),
  time: utcText(past.at),
  ...(past.removedAt && { removed_at: utcText(past.removedAt) }),
  ...(past.change && { change: changeDocument(past.change) }),
})

export const FaultDocument = z.object({
  pointer: z.string().describe('JSON Pointer into the entry, empty for the whole'),
  text: z.string(),
})

export const faultDocument = ({ pointer, text }: EntryFault): z.infer<typeof FaultDocument> => ({
  pointer,
  text,
})

export const HintDocument = z.object({
  where: z.string().describe('The member, empty for the whole'),
  language: z.string().optional(),
  text: z.string(),
})

export const hintDocument = ({ where, language, text }: EntryHint): z.infer<typeof HintDocument> => ({
  where,
  ...(language !== undefined && { language }),
  text,
})
