import { type Language, languages } from '../../../domain/text/text.ts'
import { type Field, fieldsOf } from './fields.ts'
import type { KindHere } from './kinds.ts'

type Entry = Readonly<Record<string, unknown>>

type Filled = Readonly<Record<string, string | undefined>>

/** An entry as it stood, with what the form says in place of it: what the form has no field for stays as it was. */
export function filledIn(kind: KindHere, entry: Entry, form: Filled): Entry {
  return (fieldsOf[kind] ?? []).reduce(
    (whole, field) => placed(whole, field.path.split('.'), said(field, form)),
    entry,
  )
}

/** What a form of the entry has in its fields, by their names. */
export function fieldsIn(kind: KindHere, entry: Entry): Filled {
  return Object.fromEntries(
    (fieldsOf[kind] ?? []).flatMap(field => shown(field, at(entry, field.path) ?? field.unlessSaid)),
  )
}

function said(field: Field, form: Filled): unknown {
  const { path } = field
  const text = (form[path] ?? '').trim()
  switch (field.is) {
    case 'flag':
      return text === 'on'
    case 'texts':
      return textsIn(path, form)
    case 'words':
      return text.split(/\s+/).filter(word => word !== '')
    case 'choices':
      return field.of.filter(one => form[`${path}.${one}`] === 'on')
    default:
      return text || undefined
  }
}

/** Nothing when it is empty in every language; a text that lacks in one of them is for the registry to find. */
function textsIn(path: string, form: Filled): Readonly<Record<Language, string>> | undefined {
  const texts = languages.map(language => [language, mended(form[`${path}.${language}`])] as const)
  if (texts.every(([, text]) => text === '')) return undefined
  return Object.fromEntries(texts) as Record<Language, string>
}

/** Browsers end lines by CR LF. */
const mended = (text = ''): string => text.replaceAll('\r\n', '\n').trim()

function shown(field: Field, value: unknown): readonly (readonly [string, string])[] {
  const { path } = field
  switch (field.is) {
    case 'flag':
      return value === true ? [[path, 'on']] : []
    case 'texts':
      return languages.map(language => [`${path}.${language}`, asText(at(value, language))] as const)
    case 'words':
      return [[path, Array.isArray(value) ? value.join('\n') : asText(value)]]
    case 'choices':
      return field.of
        .filter(one => Array.isArray(value) && value.includes(one))
        .map(one => [`${path}.${one}`, 'on'])
    default:
      return [[path, asText(value)]]
  }
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((here, name) => (isObject(here) ? here[name] : undefined), value)

function placed(entry: Entry, [name = '', ...rest]: readonly string[], value: unknown): Entry {
  const { [name]: old, ...others } = entry
  const fresh = rest.length === 0 ? value : placed(isObject(old) ? old : {}, rest, value)
  const isNothing = fresh === undefined || (rest.length > 0 && Object.keys(fresh as Entry).length === 0)
  return isNothing ? others : { ...entry, [name]: fresh }
}

const isObject = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
