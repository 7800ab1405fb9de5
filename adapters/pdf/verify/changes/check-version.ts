import { latin1 } from '../../common/cursor.ts'
import { PdfSyntaxError } from '../../common/pdf-syntax-error.ts'
import { isName, ofKind, type PdfDictionary, type PdfValue } from '../../common/pdf-value.ts'
import type { PdfView } from '../../common/pdf-view.ts'
import type { Change } from './change.ts'
import { isSameValue } from './same-value.ts'

const versions = ['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7', '2.0']

/** Throws `PdfSyntaxError` unless the catalog's version is one that is known and not lower than before. */
export function checkVersion({ before, after }: Change, bytes: Uint8Array): void {
  const [was, is] = [entry(before, 'Version'), entry(after, 'Version')]
  if (isSameValue(was, is)) return
  const lowest = Math.max(rank(was), versions.indexOf(latin1(bytes.subarray(5, 8))))
  if (rank(is) < 0 || rank(is) < lowest) throw new PdfSyntaxError("The catalog's Version changed downward")
}

const rank = (value: PdfValue | undefined): number => versions.indexOf(ofKind(value, 'name')?.name ?? '')

/** Adobe's, ETSI's and those of ISO for what came after a version. */
const developers = new Set(['ADBE', 'ESIC', 'ISO_'])

const ofExtension = new Set(['Type', 'BaseVersion', 'ExtensionLevel', 'URL', 'ExtensionRevision'])

/** Throws `PdfSyntaxError` unless the extensions that the file names (ISO 32000-2, 7.12) are known and only grew. */
export function checkExtensions({ before, after }: Change): void {
  const [was, is] = [entry(before, 'Extensions'), entry(after, 'Extensions')]
  if (isSameValue(was, is)) return
  const [old, now] = [ofKind(was, 'dictionary'), ofKind(is, 'dictionary')]
  if (!now) throw new PdfSyntaxError("The catalog's Extensions are gone")
  for (const key of new Set([...(old?.entries.keys() ?? []), ...now.entries.keys()])) {
    const [standing, value] = [old?.entries.get(key), now.entries.get(key)]
    if (key === 'Type' || isSameValue(standing, value)) continue
    const levels = developers.has(key) ? levelsIn(after, value) : []
    const kept = levelsIn(before, standing).every(one => levels.some(level => isAtLeast(level, one)))
    if (levels.length === 0 || !kept) throw new PdfSyntaxError(`The catalog's extension ${key} changed`)
  }
}

interface Level {
  readonly base: number
  readonly level: number
}

const isAtLeast = (one: Level, other: Level): boolean => one.base >= other.base && one.level >= other.level

function levelsIn(view: PdfView, value: PdfValue | undefined): Level[] {
  const found = view.resolve(value)
  const items = ofKind(found, 'array')?.items ?? (found === undefined ? [] : [found])
  return items.map(item => levelOf(view.dictionary(item)))
}

function levelOf(extension: PdfDictionary | undefined): Level {
  const entries = extension?.entries ?? new Map<string, PdfValue>()
  const type = entries.get('Type')
  const [base, level] = [rank(entries.get('BaseVersion')), entries.get('ExtensionLevel')]
  const isKnown = [...entries.keys()].every(key => ofExtension.has(key))
  const isTyped = type === undefined || isName(type, 'DeveloperExtensions')
  if (!isKnown || !isTyped || base < 0 || !Number.isInteger(level))
    throw new PdfSyntaxError('An extension that is none')
  return { base, level: level as number }
}

const entry = (view: PdfView, key: string): PdfValue | undefined =>
  view.resolve(view.dictionary(view.root)?.entries.get(key))
