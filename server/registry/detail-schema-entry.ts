import { z } from 'zod'
import { type DetailSchema, type ObjectSchema, textFormats } from '../domain/registry/detail-schema.ts'

/** JSON Schema's own words about a schema, which judge nothing. */
const notes = {
  title: z.string().optional(),
  description: z.string().optional(),
  examples: z.array(z.unknown()).optional(),
  $comment: z.string().optional(),
}

const count = z.int().min(0).max(1000).optional()
const bound = z.number().optional()

const listed = <T extends z.ZodType>(value: T) => ({
  enum: z.array(value).min(1).optional(),
  const: value.optional(),
})

const memberSchema: z.ZodType<DetailSchema> = z.lazy(() =>
  z.discriminatedUnion('type', [textSchema, numberSchema, truthSchema, arraySchema, objectSchema]),
)

const memberName = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]{0,59}$/,
    'must begin with a letter and have letters, digits, _ and -, 60 at most',
  )

const pattern = z
  .string()
  .max(500)
  .refine(isPattern, 'must be a regular expression of ECMAScript, read with the flag u')

const textSchema = z.strictObject({
  type: z.literal('string'),
  ...listed(z.string()),
  minLength: count,
  maxLength: count,
  pattern: pattern.optional(),
  format: z.enum(textFormats).optional(),
  ...notes,
})

const numberSchema = z.strictObject({
  type: z.enum(['number', 'integer']),
  ...listed(z.number()),
  minimum: bound,
  maximum: bound,
  exclusiveMinimum: bound,
  exclusiveMaximum: bound,
  ...notes,
})

const truthSchema = z.strictObject({ type: z.literal('boolean'), ...listed(z.boolean()), ...notes })

const arraySchema = z.strictObject({
  type: z.literal('array'),
  items: memberSchema,
  minItems: count,
  maxItems: count,
  uniqueItems: z.boolean().optional(),
  ...notes,
})

const objectSchema = z.strictObject({
  type: z.literal('object'),
  properties: z.record(memberName, memberSchema),
  required: z.array(z.string()).optional(),
  additionalProperties: z.literal(false, 'must be false: nobody has words for members that are not here'),
  ...notes,
})

const draft = 'https://json-schema.org/draft/2020-12/schema'

/** As much of JSON Schema as can be read out: no references, no alternatives, no members without a name. */
export const detailSchemaEntry = objectSchema
  .extend({ $schema: z.literal(draft).optional() })
  .describe(
    'JSON Schema (draft 2020-12) of one detail: type, properties, required, items, enum, const, lengths, bounds, pattern and format',
  )

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp
  } catch {
    return false
  }
}

/** Without what is only said about the schema. */
export const toDetailSchema = (entry: z.infer<typeof detailSchemaEntry>): ObjectSchema =>
  bare(entry) as ObjectSchema

const saidAbout: readonly string[] = [...Object.keys(notes), '$schema']

function bare(schema: DetailSchema): DetailSchema {
  const judging = Object.fromEntries(
    Object.entries(schema).filter(([name, value]) => !saidAbout.includes(name) && value !== undefined),
  ) as unknown as DetailSchema
  if (judging.type === 'array') return { ...judging, items: bare(judging.items) }
  if (judging.type !== 'object') return judging
  const members = Object.entries(judging.properties).map(([name, member]) => [name, bare(member)] as const)
  return { ...judging, properties: Object.fromEntries(members) }
}
