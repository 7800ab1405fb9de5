import { z } from 'zod'
import { type EntryKind, entryKinds } from '../../domain/registry/entry-kind.ts'
import { clientEntry } from '../registry-schema.ts'
import { entryForms } from '../to-entry/entry-forms.ts'

type JsonSchema = Readonly<Record<string, unknown>>

const schemaOf = (entry: z.ZodType): JsonSchema => {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(entry, { io: 'input', unrepresentable: 'any' })
  return schema
}

/** What an entry of each list of the declarative file must look like, for descriptions. */
export const entrySchemas = (): Readonly<Record<EntryKind | 'client', JsonSchema>> => ({
  ...(Object.fromEntries(entryKinds.map(kind => [kind, schemaOf(entryForms[kind].schema)])) as Record<
    EntryKind,
    JsonSchema
  >),
  client: schemaOf(clientEntry),
})
