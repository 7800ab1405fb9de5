import type { AuthorizationDetail, Json } from '../domain/registry/authorization-detail.ts'
import { audiencesOf, type DetailMember, type DetailType } from '../domain/registry/detail-type.ts'
import { plainText } from '../domain/text/plain-text.ts'
import type { Language, LocalizedText } from '../domain/text/text.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import type { RegistryStore } from '../ports/registry/registry-store.ts'
import { longestName } from './shown-party.ts'

interface Tools {
  readonly registry: Pick<RegistryStore, 'findResource'> & {
    readonly detailTypes: Pick<RegistryStore['detailTypes'], 'find'>
  }
  readonly renderer: Pick<PageRenderer, 'text'>
}

export interface DescribedDetail {
  readonly title: string
  /** The API that it is for, or all of them. */
  readonly from: string
  readonly lines: readonly DetailLine[]
  /** Whether a person may say yes to the rest without it. */
  readonly mayBeLeftOut: boolean
  /** APIs that learn whom it is about, by their names. */
  readonly revealing: readonly string[]
}

export interface DetailLine {
  readonly label: string
  /** As it was asked for, but for what hides text or turns it round, or a word for it. Never cut. */
  readonly value: string
}

/** Longer than any value that may be asked for. */
const longestValue = 2000

/** Details in the reader's words, each value as it stands; by its own names what is of a type that is no more. */
export const describeDetails = (
  tools: Tools,
  details: readonly AuthorizationDetail[],
  language: Language,
): Promise<readonly DescribedDetail[]> =>
  Promise.all(details.map(detail => describe(tools, detail, language)))

async function describe(
  { registry, renderer }: Tools,
  detail: AuthorizationDetail,
  language: Language,
): Promise<DescribedDetail> {
  const type = await registry.detailTypes.find(detail.type)
  const audiences = audiencesOf(detail, type ?? { audiences: [] })
  const found = await Promise.all(audiences.map(registry.findResource))
  const names = found.map((resource, index) =>
    plainText(resource?.name[language] ?? audiences[index]!, longestName),
  )
  const word = writeValues((key: string) => renderer.text(`details.${key}`, language), language)
  return {
    title: oneLine(type?.title[language] ?? detail.type),
    from: names.join(', '),
    lines: type ? readLines(detail, membersOf(type), word) : rawLines(detail, word),
    mayBeLeftOut: type?.mayBeLeftOut ?? false,
    revealing: names.filter((_name, index) => found[index]?.revealsIdentity),
  }
}

interface Read {
  readonly member: DetailMember
  /** What of its path is left to go. */
  readonly steps: readonly string[]
}

const membersOf = ({ members }: DetailType): readonly Read[] =>
  members.map(member => ({ member, steps: member.path.split('.') }))

interface Words {
  label(text: LocalizedText): string
  value(value: Json, values?: DetailMember['values']): string
}

const writeValues = (text: (key: string) => string, language: Language): Words => {
  const value: Words['value'] = (one, values = {}) => {
    if (Array.isArray(one)) return one.map(item => value(item as Json, values)).join(', ') || text('empty')
    if (typeof one === 'boolean') return text(one ? 'yes' : 'no')
    const written = typeof one === 'string' ? one : JSON.stringify(one)
    const known = Object.hasOwn(values, written) ? values[written]?.[language] : undefined
    return oneLine(known ?? written) || text('empty')
  }
  return { label: name => oneLine(name[language]), value }
}

/**
 * A line for each value, in the order of the members; those of an object in a list stand together. Of what is
 * there and empty, which may mean anything, it is said what it might hold.
 */
function readLines(value: Json, reads: readonly Read[], words: Words): readonly DetailLine[] {
  const [first] = reads
  if (!first) return []
  const [step = '', ...further] = first.steps
  const own = ownMember(value, step)
  const isValue = further.length === 0
  const end = isValue ? 1 : reads.findIndex(({ steps }) => steps[0] !== step || steps.length < 2)
  const rest = readLines(value, end < 0 ? [] : reads.slice(end), words)
  if (own === undefined) return rest
  const { name, values } = first.member
  if (isValue) return [{ label: words.label(name), value: words.value(own, values) }, ...rest]
  const below = reads
    .slice(0, end < 0 ? undefined : end)
    .map(({ member, steps }) => ({ member, steps: steps.slice(1) }))
  const objects = objectsIn(own)
  const lines = objects.every(isEmpty)
    ? below.map(({ member }) => emptyLine(member, words))
    : objects.flatMap(one => readLines(one, below, words))
  return [...lines, ...rest]
}

const objectsIn = (value: Json): readonly Json[] =>
  Array.isArray(value) ? value.flatMap(objectsIn) : [value]

const isEmpty = (one: Json): boolean => Object.keys(one ?? {}).length === 0

const emptyLine = ({ name }: DetailMember, { label, value }: Words): DetailLine => ({
  label: label(name),
  value: value([]),
})

const ownMember = (value: Json, name: string): Json | undefined =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, Json>>)[name]
    : undefined

/** Of a type that nobody has words for any more. */
const rawLines = (
  { type: _type, ...members }: AuthorizationDetail,
  { value }: Words,
): readonly DetailLine[] =>
  Object.entries(members).map(([name, member]) => ({
    label: oneLine(name),
    value: value(typeof member === 'object' ? JSON.stringify(member) : member),
  }))

/** Nobody else's text begins a line of ours. */
const oneLine = (text: string): string => plainText(text, longestValue).replace(/\s+/gu, ' ').trim()

/** One of them in one line: `En betaling (Mottaker: Øst AS; Beløp: 120.50)`. */
export const inOneLine = ({ title, lines }: Pick<DescribedDetail, 'title' | 'lines'>): string =>
  lines.length === 0
    ? title
    : `${title} (${lines.map(({ label, value }) => `${label}: ${value}`).join('; ')})`
