import type { PdfFile } from '../common/pdf-file.ts'
import type { Certificate } from '../../x509/certificate.ts'
import { keyText, nameText } from './certificates/describe.ts'
import { isSameKey } from '../../x509/chain.ts'
import { checkDetached } from './check-detached.ts'
import { type Cms, certificateOfSigner, readCms } from './cms/read-cms.ts'
import { must, Refusal } from './refusal.ts'
import type { Report } from './report.ts'
import { coversItsRevision } from './structure/signed-bytes.ts'
import type { PdfSignature } from './structure/pdf-signature.ts'

export interface SealQuestion {
  readonly bytes: Uint8Array
  /** Nothing when the file could not be read as what it says it is. */
  readonly file: PdfFile | undefined
  readonly signature: PdfSignature | undefined
  readonly seals: readonly Certificate[]
  readonly original: Uint8Array | undefined
}

/** Whether the first signature is our seal, and on our document. */
export function checkSeal(
  { bytes, file, signature, seals, original }: SealQuestion,
  report: Report,
): PdfSignature {
  const found = report.check('seal-present', 'seal-missing', () => findSeal(signature, seals))
  report.check('seal-intact', 'seal-invalid', () => {
    if (file && !coversItsRevision(file, found.signature)) throw new Error('The seal leaves something out')
    checkDetached(bytes, found)
  })
  report.check('seal-trusted', 'seal-untrusted', () => {
    const isOurs = seals.some(one => isSameKey(one, found.certificate))
    must(isOurs, 'seal-untrusted', 'The certificate only bears the name of ours')
  })
  report.fact('sealIssuer', nameText(found.certificate.issuer))
  report.fact('sealKey', keyText(found.certificate))
  if (original)
    report.check('original', 'original-differs', () => checkOriginal(bytes, original, found.signature))
  return found.signature
}

interface FoundSeal {
  readonly signature: PdfSignature
  readonly cms: Cms
  readonly certificate: Certificate
}

function findSeal(signature: PdfSignature | undefined, seals: readonly Certificate[]): FoundSeal {
  must(signature, 'seal-missing', 'There is no signature')
  const cms = readCms(signature.contents.bytes)
  const certificate = certificateOfSigner(cms)
  must(certificate, 'seal-missing', 'The first signature has no certificate')
  const isNamedLikeOurs = seals.some(
    one => one.serialNumber === certificate.serialNumber && one.issuer.isEqual(certificate.issuer),
  )
  must(isNamedLikeOurs, 'seal-missing', 'The first signature is by somebody else')
  return { signature, cms, certificate }
}

/** The upload is the sealed document, byte for byte, and more; only line ends after the seal may differ. */
function checkOriginal(bytes: Uint8Array, original: Uint8Array, { byteRange }: PdfSignature): void {
  const end = byteRange[2]! + byteRange[3]!
  const isWhole =
    end <= original.length && original.subarray(end).every(byte => byte === 0x0a || byte === 0x0d)
  const isSame = Buffer.compare(original.subarray(0, end), bytes.subarray(0, end)) === 0
  if (!isWhole || !isSame) throw new Refusal('original-differs', 'It is not the document that was sent')
}
