import { latin1 } from '../common/cursor.ts'
import { ofKind } from '../common/pdf-value.ts'
import { readHexString } from '../common/read-string.ts'
import type { Certificate } from '../../x509/certificate.ts'
import { checkDetached } from './check-detached.ts'
import { checkSeal } from './check-seal.ts'
import { certificateOfSigner, readCms } from './cms/read-cms.ts'
import { readable } from './cms/readable.ts'
import { must, Refusal } from './refusal.ts'
import type { Report } from './report.ts'
import type { PdfSignature } from './structure/pdf-signature.ts'

export interface Unreadable {
  readonly bytes: Uint8Array
  readonly original: Uint8Array | undefined
  readonly seals: readonly Certificate[]
}

/**
 * A file that does not lead to its objects is refused; only the reason is looked for, by searching for signatures as
 * programs do that repair files.
 */
export function refuseUnreadable({ bytes, original, seals }: Unreadable, report: Report): never {
  const [first, second] = sight(bytes)
  checkSeal({ bytes, file: undefined, signature: first, seals, original }, report)
  report.check('customer-present', 'signature-missing', () =>
    must(second, 'signature-missing', 'There is no second signature that can be read'),
  )
  report.check('customer-intact', 'signature-invalid', () => checkIntact(bytes, second!))
  return report.check('changes', 'changed-after-sealing', () => {
    throw new Refusal('changed-after-sealing', 'The file does not lead to its objects')
  })
}

function checkIntact(bytes: Uint8Array, signature: PdfSignature): void {
  const cms = readCms(signature.contents.bytes)
  const certificate = certificateOfSigner(cms)
  if (!certificate) throw new Error('The certificate of the signer is missing')
  checkDetached(bytes, { signature, cms, certificate })
}

const pattern = /\/ByteRange\s*\[\s*(\d{1,9})\s+(\d{1,9})\s+(\d{1,9})\s+(\d{1,9})\s*\]/g
const most = 16

function sight(bytes: Uint8Array): PdfSignature[] {
  const found = [...latin1(bytes).matchAll(pattern)].slice(0, most)
  return found
    .map(([, ...numbers]) => readable(() => signatureAt(bytes, numbers.map(Number))))
    .filter(signature => signature !== undefined)
}

function signatureAt(bytes: Uint8Array, byteRange: readonly number[]): PdfSignature {
  const contents = ofKind(readHexString({ bytes, at: byteRange[1]! }), 'string')!
  const dictionary = { kind: 'dictionary', entries: new Map() } as const
  return { field: 0, dictionary, byteRange, contents, subFilter: '', revision: 0 }
}
