import { z } from 'zod'
import { type DetailSchema, valuePaths } from '../domain/registry/detail-schema.ts'
import { type DetailType, isOfEveryType } from '../domain/registry/detail-type.ts'
import { detailSchemaEntry, toDetailSchema } from './detail-schema-entry.ts'
import { audience, localizedLabel, scopeValue, valueWords } from './entry-parts.ts'

const mostValues = 50
const deepest = 6

const memberEntry = z.strictObject({
  path: z
    .string()
    .max(300)
    .describe('Names of members down to a value, as amount.value; places in lists are left out'),
  name: localizedLabel.describe('What people call it'),
  values: valueWords,
})

export const detailTypeEntry = z
  .strictObject({
    type: scopeValue.describe('The value of type in authorization_details (RFC 9396)'),
    audiences: z.array(audience).min(1).max(10).describe('APIs that know what it means'),
    title: localizedLabel.describe('What people call one of it'),
    schema: detailSchemaEntry,
    members: z
      .array(memberEntry)
      .max(mostValues)
      .describe('How people read each value that the schema allows, in this order'),
    may_be_left_out: z
      .boolean()
      .default(false)
      .describe('Whether a person may say yes to the rest of a request without it'),
  })
  .superRefine(({ type, schema, members }, context) => {
    const wrong = (path: PropertyKey[], message: string) =>
      context.addIssue({ code: 'custom', path, message })
    if (depthOf(schema as DetailSchema) > deepest) wrong(['schema'], `must not go deeper than ${deepest}`)
    if (Object.values(schema.properties).some(isHollow)) {
      wrong(['schema'], 'must have a member in each of its objects: nobody has words for an empty one')
    }
    const { type: own } = schema.properties
    if (own !== undefined && (own as { const?: unknown }).const !== type) {
      wrong(['schema', 'properties', 'type'], `must have const: ${type}, or be left out`)
    }
    for (const name of schema.required ?? []) {
      if (!Object.hasOwn(schema.properties, name) && !isOfEveryType(name)) {
        wrong(['schema', 'required'], `${name} is not among the properties`)
      }
    }
    const paths = new Set(valuePaths(toDetailSchema(schema)).filter(path => !isOfEveryType(path)))
    for (const path of paths) {
      if (!members.some(member => member.path === path)) wrong(['members'], `must say how ${path} is read`)
    }
    for (const [index, { path }] of members.entries()) {
      if (!paths.has(path)) wrong(['members', index, 'path'], `${path} is no value of the schema`)
      if (members.findIndex(one => one.path === path) < index) wrong(['members', index], 'stands here twice')
    }
  })

export type DetailTypeEntry = z.infer<typeof detailTypeEntry>

/** Whether it may hold an object that has no members, and so is there without a word. */
function isHollow(schema: DetailSchema): boolean {
  if (schema.type === 'array') return isHollow(schema.items)
  if (schema.type !== 'object') return false
  const members = Object.values(schema.properties)
  return members.length === 0 || members.some(isHollow)
}

function depthOf(schema: DetailSchema): number {
  if (schema.type === 'array') return 1 + depthOf(schema.items)
  if (schema.type !== 'object') return 0
  return 1 + Math.max(0, ...Object.values(schema.properties).map(depthOf))
}

export const toDetailType = (entry: DetailTypeEntry): DetailType => ({
  id: entry.type,
  version: 0,
  audiences: entry.audiences,
  title: entry.title,
  schema: toDetailSchema(entry.schema),
  members: entry.members,
  mayBeLeftOut: entry.may_be_left_out,
})
