import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { isAuditLine, noHash, readSeal } from './chain.ts'

/** What is wrong with the first line that does not fit. */
export type TrailFault =
  | 'line.altered'
  | 'line.malformed'
  | 'line.out-of-order'
  | 'line.missing-before'
  | 'line.unknown-beginning'

export type TrailVerdict =
  | { readonly verdict: 'valid'; readonly lines: number; readonly streams: number; readonly open: number }
  | { readonly verdict: 'invalid'; readonly code: TrailFault; readonly file: string; readonly line: number }
  | { readonly verdict: 'unknown'; readonly code: 'trail.empty' | 'trail.unreadable'; readonly file: string }

interface Line {
  readonly stream: string
  readonly seq: number
  readonly previous: string
  readonly continues: string | undefined
  readonly what: string
}

interface Seen {
  readonly heads: Map<string, { readonly seq: number; readonly hash: string; readonly what: string }>
  /** Hashes that beginnings name, by whether a line with that hash has come. */
  readonly named: Map<string, boolean>
  lines: number
}

/**
 * Judges files of the trail, the oldest first, each with the lines that its processes wrote in the order in which they stand.
 * Lines of anything else between them are passed over. Of a trail that begins with a later file, the first file's
 * beginnings are taken as they are. Reads each file twice, as far as it goes at first, and keeps nothing of a line but of the
 * beginnings; what cannot be read twice, such as a pipe, is unreadable.
 */
export async function verifyTrail(files: readonly string[]): Promise<TrailVerdict> {
  const seen: Seen = { heads: new Map(), named: new Map(), lines: 0 }
  const sizes: number[] = []
  for (const file of files) {
    try {
      const size = await sizeOf(file)
      sizes.push(size)
      await findBeginnings({ file, size }, seen.named)
    } catch {
      return { verdict: 'unknown', code: 'trail.unreadable', file }
    }
  }
  seen.named.set(noHash, true)
  for (const [index, file] of files.entries()) {
    try {
      const fault = await firstFault({ file, size: sizes[index]! }, seen, index === 0)
      if (fault) return { verdict: 'invalid', ...fault, file }
    } catch {
      return { verdict: 'unknown', code: 'trail.unreadable', file }
    }
  }
  if (seen.lines === 0) return { verdict: 'unknown', code: 'trail.empty', file: files.at(-1) ?? '' }
  const ends = [...seen.heads.values()]
  const open = ends.filter(({ what }) => what !== 'server.stopped').length
  return { verdict: 'valid', lines: seen.lines, streams: ends.length, open }
}

interface Read {
  readonly file: string
  /** In bytes: what is written after that is of no concern. */
  readonly size: number
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file)
  if (!found.isFile()) throw new Error('Only a file can be read twice')
  return found.size
}

const linesOf = ({ file, size }: Read) =>
  createInterface({
    input: createReadStream(file, { end: Math.max(0, size - 1) }),
    crlfDelay: Number.POSITIVE_INFINITY,
  })

async function findBeginnings(read: Read, named: Map<string, boolean>): Promise<void> {
  for await (const text of linesOf(read)) {
    const continues = text.includes('"continues"') ? toLine(text)?.continues : undefined
    if (continues !== undefined) named.set(continues, false)
  }
}

async function firstFault(read: Read, seen: Seen, isFirst: boolean) {
  let number = 0
  let isFirstLine = isFirst
  for await (const text of linesOf(read)) {
    number++
    if (!isAuditLine(text)) continue
    const code = faultOf(text, seen, isFirstLine)
    if (code) return { code, line: number }
    isFirstLine = false
  }
  return undefined
}

/** What is wrong with this line, which is taken in when nothing is. */
function faultOf(text: string, seen: Seen, mayGoOn: boolean): TrailFault | undefined {
  const seal = readSeal(text)
  const line = seal && toLine(text)
  if (!line) return 'line.malformed'
  if (!seal.fits) return 'line.altered'
  const head = seen.heads.get(line.stream)
  const fault = head ? faultAfter(head, line) : faultOfFirst(line)
  if (fault) return fault
  if (mayGoOn && line.continues !== undefined) seen.named.set(line.continues, true)
  if (line.continues !== undefined && !seen.named.get(line.continues)) return 'line.missing-before'
  seen.heads.set(line.stream, { seq: line.seq, hash: seal.hash, what: line.what })
  if (seen.named.has(seal.hash)) seen.named.set(seal.hash, true)
  seen.lines++
  return undefined
}

function faultAfter(
  head: { readonly seq: number; readonly hash: string },
  line: Line,
): TrailFault | undefined {
  if (line.seq === head.seq + 1) return line.previous === head.hash ? undefined : 'line.missing-before'
  return line.seq > head.seq ? 'line.missing-before' : 'line.out-of-order'
}

/** A stream begins with its own first line, or where its process went on in another file. */
function faultOfFirst({ seq, previous, continues }: Line): TrailFault | undefined {
  if (continues === undefined) return 'line.unknown-beginning'
  return seq > 1 || previous === noHash ? undefined : 'line.missing-before'
}

function toLine(text: string): Line | undefined {
  try {
    const { stream, seq, previous, continues, what } = JSON.parse(text) as Partial<Line>
    const isWhole = typeof stream === 'string' && typeof seq === 'number' && typeof previous === 'string'
    return isWhole ? { stream, seq, previous, continues, what: what ?? '' } : undefined
  } catch {
    return undefined
  }
}
