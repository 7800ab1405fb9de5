import { canonicalJson } from '../text/canonical-json.ts'
import type { Json } from './authorization-detail.ts'
import type {
  ArraySchema,
  DetailSchema,
  NumberSchema,
  ObjectSchema,
  TextFormat,
  TextSchema,
} from './detail-schema.ts'

/** Characters of a text: what is asked for is shown whole. */
export const longestText = 1000

/** What is wrong with a value, and of which member; `undefined` when it is as the schema says. Names no value. */
export function detailFault(schema: DetailSchema, value: unknown, path = ''): string | undefined {
  switch (schema.type) {
    case 'object':
      return objectFault(schema, value, path)
    case 'array':
      return arrayFault(schema, value, path)
    case 'string':
      return at(path, textFault(schema, value) ?? listFault(schema, value))
    case 'boolean':
      return at(path, typeof value === 'boolean' ? listFault(schema, value) : 'must be true or false')
    default:
      return at(path, numberFault(schema, value) ?? listFault(schema, value))
  }
}

const at = (path: string, fault: string | undefined): string | undefined =>
  fault && `${path || 'the object'} ${fault}`

/** Without what a name of somebody else's may hold. */
const spelt = (name: string): string => name.replace(/[^\x21\x23-\x5b\x5d-\x7e]/g, '?').slice(0, 60)

function objectFault(schema: ObjectSchema, value: unknown, path: string): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return at(path, 'must be an object')
  }
  const below = (name: string) => (path === '' ? spelt(name) : `${path}.${spelt(name)}`)
  const missing = schema.required?.find(name => !Object.hasOwn(value, name))
  if (missing !== undefined) return `${below(missing)} is missing`
  return first(Object.entries(value), ([name, member]) =>
    Object.hasOwn(schema.properties, name)
      ? detailFault(schema.properties[name]!, member, below(name))
      : `${below(name)} is no member of the type`,
  )
}

function arrayFault(schema: ArraySchema, value: unknown, path: string): string | undefined {
  if (!Array.isArray(value)) return at(path, 'must be an array')
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, uniqueItems = false, items } = schema
  if (value.length < minItems) return at(path, `must hold ${minItems} at least`)
  if (value.length > maxItems) return at(path, `must hold ${maxItems} at most`)
  const isRepeated = uniqueItems && new Set(value.map(canonicalJson)).size < value.length
  if (isRepeated) return at(path, 'must hold each once')
  return first([...value.entries()], ([index, item]) => detailFault(items, item, `${path}.${index}`))
}

function textFault(schema: TextSchema, value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be a text'
  const { minLength = 0, maxLength = longestText, pattern, format } = schema
  const { length } = Array.from(value)
  if (length < minLength) return `must have ${minLength} characters at least`
  if (length > Math.min(maxLength, longestText))
    return `must have ${Math.min(maxLength, longestText)} characters at most`
  if (!value.isWellFormed() || value.includes('\0')) return 'holds a character that is not allowed'
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(value)) return 'is not written as the type says'
  return format === undefined || isOfFormat[format](value) ? undefined : `must be of the format ${format}`
}

function numberFault(schema: NumberSchema, value: unknown): string | undefined {
  const isNumber = typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER
  if (!isNumber) return 'must be a number'
  if (schema.type === 'integer' && !Number.isInteger(value)) return 'must be a whole number'
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema
  if (minimum !== undefined && value < minimum) return `must be ${minimum} at least`
  if (maximum !== undefined && value > maximum) return `must be ${maximum} at most`
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum)
    return `must be more than ${exclusiveMinimum}`
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum)
    return `must be less than ${exclusiveMaximum}`
  return undefined
}

function listFault(
  listed: { readonly enum?: readonly Json[] | undefined; readonly const?: Json | undefined },
  value: unknown,
): string | undefined {
  const allowed = listed.const === undefined ? listed.enum : [listed.const]
  return allowed === undefined || allowed.some(one => one === value)
    ? undefined
    : 'is not among what the type allows'
}

const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const moment =
  /^(\d{4}-\d\d-\d\d)[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/

const isDay = (text: string): boolean =>
  day.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)

const isOfFormat: Readonly<Record<TextFormat, (text: string) => boolean>> = {
  date: isDay,
  'date-time': text => isDay(moment.exec(text)?.[1] ?? ''),
  uri: text =>
    /^[A-Za-z][A-Za-z0-9+.-]*:[\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]+$/.test(text) &&
    URL.canParse(text),
  email: text => /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(text),
  uuid: text => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text),
}

function first<T>(all: readonly T[], faultOf: (one: T) => string | undefined): string | undefined {
  for (const one of all) {
    const fault = faultOf(one)
    if (fault !== undefined) return fault
  }
  return undefined
}
