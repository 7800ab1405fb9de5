import type { PdfView } from '../../common/pdf-view.ts'
import type { PdfValue } from '../../common/pdf-value.ts'

/** The numbers of all objects that a value leads to, what they lead to included. */
export function reachableFrom(view: PdfView, start: readonly (PdfValue | undefined)[]): Set<number> {
  const reached = new Set<number>()
  const waiting: PdfValue[] = start.filter(value => value !== undefined)
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    for (const part of referencesIn(value)) {
      if (reached.has(part)) continue
      reached.add(part)
      waiting.push(view.object(part))
    }
  }
  return reached
}

/** The numbers that are directly in a value. */
export function referencesIn(value: PdfValue): number[] {
  if (typeof value !== 'object' || value === null) return []
  if (value.kind === 'reference') return [value.number]
  if (value.kind === 'array') return value.items.flatMap(referencesIn)
  if (value.kind === 'dictionary') return [...value.entries.values()].flatMap(referencesIn)
  if (value.kind === 'stream') return referencesIn(value.dictionary)
  return []
}
