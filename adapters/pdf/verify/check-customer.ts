import type { PdfFile } from '../common/pdf-file.ts'
import type { Certificate } from '../../x509/certificate.ts'
import { buildChain, type Chain } from '../../x509/chain.ts'
import { faultOfChain } from '../../x509/fault-of-chain.ts'
import { keyText, nameText } from './certificates/describe.ts'
import { isQualified } from './certificates/qualified.ts'
import { checkDetached } from './check-detached.ts'
import { type Cms, certificateOfSigner, readCms } from './cms/read-cms.ts'
import type { Trust } from './read-trust.ts'
import { must } from './refusal.ts'
import type { Report } from './report.ts'
import { type PdfSignature, isDocumentTimeStamp } from './structure/pdf-signature.ts'
import { coversItsRevision } from './structure/signed-bytes.ts'

export interface CustomerQuestion {
  readonly file: PdfFile
  readonly seal: PdfSignature
  readonly signatures: readonly PdfSignature[]
  readonly trust: Trust
  /** Certificates that the document brings along beside those of the signature. */
  readonly further: () => readonly Certificate[]
}

export interface CustomerSignature {
  readonly signature: PdfSignature
  readonly cms: Cms
  readonly certificate: Certificate
  readonly chain: Chain
}

/** Whether the second signature is the customer's, under a root that vouches for customers, and whole. */
export function checkCustomer(question: CustomerQuestion, report: Report): CustomerSignature {
  const { file, seal, signatures, trust, further } = question
  const signature = report.check('customer-present', 'signature-missing', () => {
    const next = signatures.slice(1).find(one => !isDocumentTimeStamp(one))
    must(next, 'signature-missing', 'There is no second signature')
    return next
  })
  report.check('customer-next', 'changed-after-sealing', () => {
    const isNext = signature.revision === seal.revision + 1
    must(isNext, 'changed-after-sealing', 'The document was changed between the two signatures')
  })
  const signer = report.check('customer-certificate', 'signature-invalid', () => {
    const cms = readCms(signature.contents.bytes)
    const certificate = certificateOfSigner(cms)
    must(certificate, 'signature-invalid', 'The certificate of the signer is missing')
    return { cms, certificate }
  })
  const chain = report.check('customer-root', 'signer-untrusted', () =>
    trustedChain(signer, { further, trust }),
  )
  tellCertificate(chain, report)
  report.check('customer-intact', 'signature-invalid', () => {
    if (signature.subFilter !== 'ETSI.CAdES.detached') throw new Error('The signature is not of PAdES')
    if (!coversItsRevision(file, signature)) throw new Error('The signature leaves something out')
    checkDetached(file.bytes, { signature, ...signer })
  })
  return { signature, ...signer, chain }
}

/** Names of authorities only: the customer's own certificate bears her name. */
function tellCertificate({ certificates, root }: Chain, report: Report): void {
  const [own, issuer = root] = certificates
  report.fact('signerIssuer', nameText(issuer.subject))
  report.fact('signerRoot', nameText(root.subject))
  report.fact('signerValidFrom', own.notBefore.toISOString())
  report.fact('signerValidTo', own.notAfter.toISOString())
  report.fact('signerKey', keyText(own))
  report.fact('signerQualified', isQualified(own))
}

function trustedChain(
  { cms, certificate }: Pick<CustomerSignature, 'cms' | 'certificate'>,
  { further, trust }: Pick<CustomerQuestion, 'further' | 'trust'>,
): Chain {
  const code = 'signer-untrusted'
  const chain = buildChain(certificate, { own: cms.certificates, further, roots: trust.signerRoots })
  must(chain, code, 'The certificate of the signer is under no trusted root')
  const fault = faultOfChain(chain)
  must(fault === undefined, code, fault ?? '')
  must(!trust.onlyQualified || isQualified(certificate), code, 'The certificate is not a qualified one')
  return chain
}
