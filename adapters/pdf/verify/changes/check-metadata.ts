import { decodeStream } from '../../common/decode-stream.ts'
import type { InflateBudget } from '../../common/inflate-budget.ts'
import { PdfSyntaxError } from '../../common/pdf-syntax-error.ts'
import { isName, ofKind, type PdfStream } from '../../common/pdf-value.ts'
import type { PdfView } from '../../common/pdf-view.ts'
import { readXmp, type XmpValue } from '../metadata/read-xmp.ts'
import type { Change } from './change.ts'
import { changedKeys, isSameValue } from './same-value.ts'

/** What a program that saves the file says of itself and of the time, and how such a value looks. */
const mayChange: Readonly<Record<string, RegExp>> = {
  '{http://ns.adobe.com/xap/1.0/}ModifyDate': /^[\d:TZ.+-]{4,40}$/,
  '{http://ns.adobe.com/xap/1.0/}MetadataDate': /^[\d:TZ.+-]{4,40}$/,
  '{http://ns.adobe.com/xap/1.0/mm/}InstanceID': /^[\w:.-]{1,100}$/,
  '{http://ns.adobe.com/pdf/1.3/}Producer': /^[^\n]*$/,
}

const ofStream = new Set(['Length', 'Filter', 'DecodeParms'])

/** Throws `PdfSyntaxError` when the document's metadata say anything else than before. */
export function checkMetadata({ before, after }: Change, budget: InflateBudget): void {
  const [was, is] = [metadataOf(before), metadataOf(after)]
  if (isSameValue(was, is)) return
  if (!was || !is) throw new PdfSyntaxError("The catalog's Metadata changed")
  checkDictionary(was, is)
  const [old, now] = [readXmp(decodeStream(was, budget)), readXmp(decodeStream(is, budget))]
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const [before, after] = [old.get(name), now.get(name)]
    if (JSON.stringify(before) === JSON.stringify(after)) continue
    if (!isOfSaving(name, after)) throw new PdfSyntaxError(`The metadata's ${localName(name)} changed`)
  }
}

const metadataOf = (view: PdfView): PdfStream | undefined =>
  ofKind(view.resolve(view.dictionary(view.root)?.entries.get('Metadata')), 'stream')

/** The stream says of itself what it said before, but for how it is packed. */
function checkDictionary({ dictionary: was }: PdfStream, { dictionary: is }: PdfStream): void {
  const isMetadata = isName(is.entries.get('Type'), 'Metadata') && isName(is.entries.get('Subtype'), 'XML')
  const wrong = changedKeys(was, is).find(key => is.entries.has(key) && !ofStream.has(key))
  if (!isMetadata || wrong !== undefined) throw new PdfSyntaxError('Metadata that are something else, too')
}

function isOfSaving(name: string, value: XmpValue | undefined): boolean {
  const look = Object.hasOwn(mayChange, name) ? mayChange[name] : undefined
  if (!look) return false
  return value === undefined || ('text' in value && value.language === undefined && look.test(value.text))
}

const localName = (name: string) => name.slice(name.lastIndexOf('}') + 1)
