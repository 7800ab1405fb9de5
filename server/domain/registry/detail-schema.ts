import type { Json } from './authorization-detail.ts'

/**
 * What the value of a member may be: as much of JSON Schema (draft 2020-12) as can be read out to a person. Objects say all of
 * their members, so that nothing is asked for that nobody has words for.
 */
export type DetailSchema = ObjectSchema | ArraySchema | TextSchema | NumberSchema | TruthSchema

interface Listed {
  readonly enum?: readonly Json[] | undefined
  readonly const?: Json | undefined
}

export interface ObjectSchema {
  readonly type: 'object'
  readonly properties: Readonly<Record<string, DetailSchema>>
  readonly required?: readonly string[] | undefined
  readonly additionalProperties: false
}

export interface ArraySchema {
  readonly type: 'array'
  readonly items: DetailSchema
  readonly minItems?: number | undefined
  readonly maxItems?: number | undefined
  readonly uniqueItems?: boolean | undefined
}

export interface TextSchema extends Listed {
  readonly type: 'string'
  readonly minLength?: number | undefined
  readonly maxLength?: number | undefined
  /** ECMAScript, with the flag `u`; found anywhere in the text. */
  readonly pattern?: string | undefined
  readonly format?: TextFormat | undefined
}

export interface NumberSchema extends Listed {
  readonly type: 'number' | 'integer'
  readonly minimum?: number | undefined
  readonly maximum?: number | undefined
  readonly exclusiveMinimum?: number | undefined
  readonly exclusiveMaximum?: number | undefined
}

export interface TruthSchema extends Listed {
  readonly type: 'boolean'
}

export const textFormats = ['date', 'date-time', 'uri', 'email', 'uuid'] as const

export type TextFormat = (typeof textFormats)[number]

/** A path of members, without the places in arrays: `amount.value`. */
export type MemberPath = string

/** Paths of all that has a value of its own, in the order in which the schema has them. */
export function valuePaths(schema: DetailSchema, path: MemberPath = ''): readonly MemberPath[] {
  if (schema.type === 'array') return valuePaths(schema.items, path)
  if (schema.type !== 'object') return [path]
  return Object.entries(schema.properties).flatMap(([name, member]) =>
    valuePaths(member, path === '' ? name : `${path}.${name}`),
  )
}
