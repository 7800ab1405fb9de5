import { z } from 'zod'
import type { Finding } from '../../../http/api/refusals.ts'

/** What a schema's member says of a value that it does not take: absent, a word that is none of those known, or else. */
type Fault = { readonly kind: 'missing' | 'wrong' } | { readonly kind: 'unknown-word'; readonly word: string }

const unknownWord = 'unknown-word:'

const said = ({ input }: { readonly input?: unknown }): string => (input === undefined ? 'missing' : 'wrong')

/** A text that every database can keep. */
export const text = () =>
  z.string({ error: said }).refine(given => given.isWellFormed() && !given.includes('\0'), { error: 'wrong' })

export const word = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, {
    error: ({ input }) => (typeof input === 'string' ? `${unknownWord}${input}` : said({ input })),
  })

/** A day of the calendar, ISO 8601. */
export const day = () => z.iso.date({ error: 'wrong' })

/** An object; what is not among its members is overlooked. */
export const members = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape, { error: said })

const faultOf = ({ message }: Finding): Fault => {
  if (message.startsWith(unknownWord))
    return { kind: 'unknown-word', word: message.slice(unknownWord.length) }
  return { kind: message === 'missing' ? 'missing' : 'wrong' }
}

type Path = readonly PropertyKey[]

const within = (outer: Path, inner: Path): boolean =>
  outer.length < inner.length && outer.every((step, index) => step === inner[index])

/**
 * The first thing wrong, as somebody finds it who reads on and notes at the end of each object what it lacks: what is
 * wrong inside of a member comes before a member that is missing beside it.
 */
function firstOf(issues: readonly Finding[]): Finding | undefined {
  const isMissing = (issue: Finding) => faultOf(issue).kind === 'missing'
  return issues.find(
    issue =>
      !isMissing(issue) ||
      !issues.some(other => {
        const object = issue.path.slice(0, -1)
        return within(object, isMissing(other) ? other.path.slice(0, -1) : other.path)
      }),
  )
}

/** Title and detail for a body that is not as its schema says. */
export function bodyFault(findings: readonly Finding[]): { readonly title: string; readonly detail: string } {
  const first = firstOf(findings)
  const [path, fault] = [first?.path ?? [], first ? faultOf(first) : undefined]
  const name = String(path.at(-1) ?? '')
  if (fault === undefined || path.length === 0) return unreadable
  if (fault.kind === 'missing') {
    const names = missingBeside(findings, path).join(', ')
    return {
      title: 'Missing required field in request body',
      detail: `Field '[${names}]' is missing or invalid`,
    }
  }
  const place = `for field '${name}' at ${['$', ...path.map(String)].join('.')}`
  const value = fault.kind === 'unknown-word' ? `Invalid value '${fault.word}'` : 'Invalid value'
  return { title: invalidField, detail: `${value} ${place}` }
}

const missingBeside = (issues: readonly Finding[], path: Path): readonly string[] =>
  issues
    .filter(issue => faultOf(issue).kind === 'missing' && sameParent(issue.path, path))
    .map(issue => String(issue.path.at(-1)))

const sameParent = (a: Path, b: Path): boolean =>
  a.length === b.length && a.slice(0, -1).every((step, index) => step === b[index])

const invalidField = 'Invalid field value in request body'

/** A body that is no JSON, or no object at all. */
export const unreadable = { title: invalidField, detail: 'Invalid request body' } as const
