import { PdfSyntaxError } from '../../common/pdf-syntax-error.ts'
import { ofKind, type PdfDictionary, type PdfValue } from '../../common/pdf-value.ts'
import { textOf } from '../../common/text-string.ts'
import type { Change } from './change.ts'
import { isSameValue } from './same-value.ts'

/** What a program that saves the file says of itself and of the time, and how such a value looks. */
const mayChange: Readonly<Record<string, RegExp>> = {
  ModDate: /^D:\d{4,14}(?:Z|[+-]\d\d(?:'\d\d)?)?(?:\d\d'?\d\d)?'?$/,
  Producer: /^[^\n]*$/,
}

/** Where the trailers say that information about the document is. */
export interface Information {
  readonly was: PdfValue | undefined
  readonly is: PdfValue | undefined
}

/** Throws `PdfSyntaxError` when what the file says of itself changed, wherever it says it now. */
export function checkInformation({ before, after }: Change, { was, is = was }: Information): void {
  if (is === undefined) return
  if (!ofKind(is, 'reference')) throw new PdfSyntaxError('Other information about the document')
  const [old, now] = [before.dictionary(was) ?? nothing, after.dictionary(is)]
  if (!now) throw new PdfSyntaxError('The information about the document is gone')
  for (const key of new Set([...old.entries.keys(), ...now.entries.keys()])) {
    const value = after.resolve(now.entries.get(key))
    if (isSameInformation(before.resolve(old.entries.get(key)), value)) continue
    if (!isOfSaving(key, value)) throw new PdfSyntaxError(`The document's ${key} changed`)
  }
}

const nothing: PdfDictionary = { kind: 'dictionary', entries: new Map() }

/** Texts are the same when they have the same letters. */
function isSameInformation(one: PdfValue | undefined, other: PdfValue | undefined): boolean {
  const [was, is] = [ofKind(one, 'string'), ofKind(other, 'string')]
  return was && is ? textOf(was) === textOf(is) : isSameValue(one ?? null, other ?? null)
}

function isOfSaving(key: string, value: PdfValue | undefined): boolean {
  const look = Object.hasOwn(mayChange, key) ? mayChange[key] : undefined
  if (!look) return false
  const text = ofKind(value, 'string')
  return (value ?? null) === null || (text !== undefined && look.test(textOf(text)))
}
