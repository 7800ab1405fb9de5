import { decodeStream } from '../../common/decode-stream.ts'
import type { PdfFile } from '../../common/pdf-file.ts'
import { type PdfView, viewAt } from '../../common/pdf-view.ts'
import { ofKind, type PdfDictionary } from '../../common/pdf-value.ts'

/** What the file's `/DSS` keeps for later validation, each in DER. */
export interface SecurityStore {
  readonly certificates: readonly Uint8Array[]
  readonly revocationValues: readonly Uint8Array[]
}

const mostValues = 200

/** From the last revision; empty when there is none. */
export function readSecurityStore(file: PdfFile): SecurityStore {
  const view = viewAt(file, file.revisions.length - 1)
  const store = view.dictionary(view.dictionary(view.root)?.entries.get('DSS'))
  const bySignature = [...(view.dictionary(store?.entries.get('VRI'))?.entries.values() ?? [])]
  const places = [store, ...bySignature.map(one => view.dictionary(one))].filter(one => one !== undefined)
  const read = (...keys: readonly string[]) =>
    places.flatMap(place => keys.flatMap(key => streamsIn(place, key, { view, file }))).slice(0, mostValues)
  return {
    certificates: unique(read('Certs', 'Cert')),
    revocationValues: unique(read('CRLs', 'CRL', 'OCSPs', 'OCSP')),
  }
}

function streamsIn(
  place: PdfDictionary,
  key: string,
  { view, file }: { view: PdfView; file: PdfFile },
): Uint8Array[] {
  const items = ofKind(view.resolve(place.entries.get(key)), 'array')?.items ?? []
  return items
    .slice(0, mostValues)
    .map(item => ofKind(view.resolve(item), 'stream'))
    .filter(stream => stream !== undefined)
    .map(stream => decodeStream(stream, file.budget))
}

const unique = (values: readonly Uint8Array[]): Uint8Array[] => [
  ...new Map(values.map(value => [Buffer.from(value).toString('base64'), value])).values(),
]
