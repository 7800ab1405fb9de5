import { Problem } from '../problem.ts'
import { type RightMember, rightMembers, type WrittenRight } from './stated-right.ts'

export const rightFileFormats = ['csv', 'ndjson'] as const

export type RightFileFormat = (typeof rightFileFormats)[number]

/**
 * Reads the lines of a file one after the other: what each states, nothing for one that states nothing. Throws
 * `right.malformed` for a line that cannot be read; it never repeats what is written there.
 */
export type ReadLine = (line: string) => WrittenRight | undefined

const malformed = (what: string): Problem => new Problem('right.malformed', what)

export function lineReader(format: RightFileFormat): ReadLine {
  const read = format === 'csv' ? csvReader() : readObject
  return line => (line.trim() === '' ? undefined : read(line))
}

const isMember = (name: string): name is RightMember => (rightMembers as readonly string[]).includes(name)

function readObject(line: string): WrittenRight {
  const object = objectIn(line)
  for (const [name, value] of Object.entries(object)) {
    if (!isMember(name)) throw malformed(`A right has no other members than ${rightMembers.join(', ')}`)
    if (typeof value !== 'string') throw malformed(`${name} must be a text`)
  }
  return object
}

function objectIn(line: string): object {
  try {
    const value: unknown = JSON.parse(line)
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value
  } catch {
    // A parser's complaint would quote the line.
  }
  throw malformed('The line must be one JSON object')
}

/** The first line names the columns; what separates them there separates them below. */
function csvReader(): ReadLine {
  let columns: { readonly separator: string; readonly names: readonly RightMember[] } | undefined
  return line => {
    if (!columns) {
      columns = columnsIn(line.replace(/^\uFEFF/, ''))
      return undefined
    }
    const { separator, names } = columns
    const values = fieldsIn(line, separator)
    if (values.length !== names.length) {
      throw malformed(`The line has ${values.length} fields, and the first line names ${names.length}`)
    }
    return Object.fromEntries(names.map((name, index) => [name, values[index]!]))
  }
}

function columnsIn(line: string) {
  const separator = line.includes(';') ? ';' : ','
  const names = fieldsIn(line, separator).map(name => name.trim())
  const known = names.filter(isMember)
  if (known.length < names.length || new Set(names).size < names.length) {
    throw malformed(`The first line must name columns, each once, of ${rightMembers.join(', ')}`)
  }
  return { separator, names: known }
}

/** Fields may stand in quotation marks, where two of them are one; a field has no line break. */
function fieldsIn(line: string, separator: string): readonly string[] {
  const fields: string[] = []
  let rest = line
  for (;;) {
    const [whole, quoted] = /^"((?:[^"]|"")*)"(?=[,;]|$)/.exec(rest) ?? []
    const end = whole?.length ?? endOf(rest, separator)
    fields.push(quoted === undefined ? rest.slice(0, end) : quoted.replaceAll('""', '"'))
    if (quoted === undefined && rest.slice(0, end).includes('"'))
      throw malformed('A quotation mark has no end')
    if (end === rest.length) return fields
    if (rest[end] !== separator) throw malformed('A quotation mark has no end')
    rest = rest.slice(end + 1)
  }
}

const endOf = (text: string, separator: string): number => {
  const found = text.indexOf(separator)
  return found < 0 ? text.length : found
}
