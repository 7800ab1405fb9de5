import type { EntryChange } from '../../../domain/registry/entry-change.ts'
import type { Language } from '../../../domain/text/text.ts'
import type { EntryFault, EntryHint } from '../../../ports/registry/registry-entries.ts'

type Entry = Readonly<Record<string, unknown>>

export const asJson = (entry: unknown): string => JSON.stringify(entry, undefined, 2)

/** What people call an entry, in their language; its id where it has no name that can be read. */
export function nameOf(entry: unknown, id: string, language: Language): string {
  const { name, title } = (entry ?? {}) as Entry
  const texts = [name, title].find(one => typeof one === 'object' && one !== null) as Entry | undefined
  const { [language]: text, person } = texts ?? {}
  const said = text ?? (person as Entry | undefined)?.[language]
  return typeof said === 'string' && said !== '' ? said : id
}

/** What was found, each with the field of the form that it is about, if it has one. */
export const shownFaults = (faults: readonly EntryFault[], fields: readonly string[]) =>
  faults.map(({ pointer, text }) => ({ text, field: fieldOf(pointer.slice(1).split('/').join('.'), fields) }))

export const shownHints = (hints: readonly EntryHint[], fields: readonly string[]) =>
  hints.map(({ where, language, text }) => ({
    text,
    where: [where, language].filter(Boolean).join(', '),
    field: fieldOf(language === undefined ? where : `${where}.${language}`, fields),
  }))

/** The field that a place in the entry is in: of a text that lacks altogether, the one for its first language. */
function fieldOf(place: string, fields: readonly string[]): string | undefined {
  const holds = (outer: string, inner: string) => inner === outer || inner.startsWith(`${outer}.`)
  return place === '' ? undefined : fields.find(field => holds(field, place) || holds(place, field))
}

/** A change with how everything was and is. */
export const shownChange = ({ texts, members, askAnew }: EntryChange, before?: Entry, after?: Entry) => ({
  texts,
  members: members.map(name => ({
    name,
    before: before && asJson(before[name]),
    after: after && asJson(after[name]),
  })),
  askAnew,
})
