import { catalogue, Problem, type ProblemCode, type ProblemKind } from '../../domain/problem.ts'
import { type ProblemRow, problemStatus } from '../problem-status.ts'

/**
 * What a face refuses by itself, for a reason that the core does not know: the code is an entry of its table. Faces add
 * what goes with it.
 */
export class Refusal<Code extends string = string> extends Error {
  readonly code: Code

  constructor(code: Code, message: string = code) {
    super(message)
    this.name = 'Refusal'
    this.code = code
  }
}

/** One thing that is wrong with what was sent, and where. */
export interface Finding {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** A request that does not read, with everything that was found. The pointer is to the first. */
export class Malformed extends Problem {
  readonly findings: readonly Finding[]

  constructor(findings: readonly Finding[]) {
    const [first] = findings
    const pointer = ['', ...(first?.path ?? []).map(escaped)].join('/')
    super('request.malformed', first?.message ?? 'The request is malformed', { pointer })
    this.findings = findings
  }
}

/** RFC 6901 section 3. */
const escaped = (member: PropertyKey): string => String(member).replaceAll('~', '~0').replaceAll('/', '~1')

/** Everything that a format puts into words. */
export type Refused = Problem | Refusal

/** Anything thrown as a problem; what was not thrown on purpose says nothing of itself. */
export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem('internal', 'Something went wrong', { cause: error })

export interface Words {
  readonly status: number
}

/** How a face says no: its words for each kind of problem, for codes that have others, and for what is its own. */
export interface RefusalTable<Told extends Words = Words> {
  readonly kinds: Readonly<Record<ProblemKind, Told>>
  readonly codes: Readonly<Partial<Record<ProblemCode, Told>>>
  readonly own: Readonly<Record<string, Told>>
}

/** Words for every kind of problem, made of the house's own. */
export const forEachKind = <Told>(tell: (row: ProblemRow) => Told): Readonly<Record<ProblemKind, Told>> =>
  Object.fromEntries(Object.entries(problemStatus).map(([kind, row]) => [kind, tell(row)])) as Record<
    ProblemKind,
    Told
  >

/** The house's own: each kind has its status, and nothing else is known. */
export const houseRefusals = { kinds: problemStatus, codes: {}, own: {} } as const satisfies RefusalTable

/** The words for a problem's code, or for one of the face's own; `undefined` for a code that is neither. */
const entryOf = <Told extends Words>(table: RefusalTable<Told>, code: string): Told | undefined =>
  isKnown(code) ? (table.codes[code] ?? table.kinds[catalogue[code]]) : table.own[code]

/** The words for what was refused. A refusal that is none of the table's is `internal`. */
export const wordsFor = <Told extends Words>(table: RefusalTable<Told>, { code }: Refused): Told =>
  entryOf(table, code) ?? table.kinds.internal

/** The status of a problem's code, or of one of the face's own. Throws for a code that is neither. */
export function statusOf(table: RefusalTable, code: string): number {
  const words = entryOf(table, code)
  if (!words) throw new Error(`Nothing is refused as ${code}`)
  return words.status
}

const isKnown = (code: string): code is ProblemCode => Object.hasOwn(catalogue, code)
