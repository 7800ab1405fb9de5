import { Problem } from '../../domain/problem.ts'
import { lineReader, type RightFileFormat } from '../../domain/rights/right-file.ts'
import { readRight, type StatedRight } from '../../domain/rights/stated-right.ts'

export interface FaultyLine {
  readonly line: number
  /** For whoever wrote the file; nothing of the line is in it. */
  readonly what: string
}

export interface ReadLines {
  readonly rights: readonly StatedRight[]
  /** How many lines are at fault, and the first of them. */
  readonly faults: { readonly count: number; readonly first: readonly FaultyLine[] }
}

const mostShown = 100

/** Everything that a file states. Each right is stated once. */
export async function readRightLines(
  lines: AsyncIterable<string> | Iterable<string>,
  format: RightFileFormat,
): Promise<ReadLines> {
  const read = lineReader(format)
  const rights: StatedRight[] = []
  const first: FaultyLine[] = []
  const seen = new Map<string, number>()
  let line = 0
  let count = 0
  for await (const text of lines) {
    line++
    try {
      const written = read(text)
      if (!written) continue
      const right = readRight(written)
      assertFirst(seen, right, line)
      rights.push(right)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      count++
      if (first.length < mostShown) first.push({ line, what: error.message })
    }
  }
  return { rights, faults: { count, first } }
}

function assertFirst(seen: Map<string, number>, right: StatedRight, line: number): void {
  const { actor, onBehalfOf, resource, action } = right
  const key = [actor.value, onBehalfOf.value, resource, action].join(' ')
  const before = seen.get(key)
  if (before !== undefined) {
    throw new Problem('right.malformed', `The same right stands in line ${before} already`)
  }
  seen.set(key, line)
}
