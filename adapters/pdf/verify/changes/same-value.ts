import type { PdfDictionary, PdfValue } from '../../common/pdf-value.ts'

/** Whether two values say the same, however they are spelt. References are the same when they name the same object. */
export function isSameValue(one: PdfValue | undefined, other: PdfValue | undefined): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false
  if (one.kind === 'name' && other.kind === 'name') return one.name === other.name
  if (one.kind === 'string' && other.kind === 'string') return Buffer.compare(one.bytes, other.bytes) === 0
  if (one.kind === 'reference' && other.kind === 'reference') {
    return one.number === other.number && one.generation === other.generation
  }
  if (one.kind === 'array' && other.kind === 'array') return areSameItems(one.items, other.items)
  if (one.kind === 'dictionary' && other.kind === 'dictionary') return changedKeys(one, other).length === 0
  if (one.kind === 'stream' && other.kind === 'stream') {
    return isSameValue(one.dictionary, other.dictionary) && Buffer.compare(one.data, other.data) === 0
  }
  return false
}

/** The keys whose values differ, those that came and went included. */
export function changedKeys(before: PdfDictionary, after: PdfDictionary): string[] {
  const keys = new Set([...before.entries.keys(), ...after.entries.keys()])
  return [...keys].filter(key => !isSameValue(before.entries.get(key), after.entries.get(key)))
}

const areSameItems = (one: readonly PdfValue[], other: readonly PdfValue[]) =>
  one.length === other.length && one.every((item, index) => isSameValue(item, other[index]))
