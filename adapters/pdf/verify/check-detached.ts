import { oids } from '../common/cms/oids.ts'
import type { Certificate } from '../../x509/certificate.ts'
import { checkSigner } from './cms/check-signer.ts'
import type { Cms } from './cms/read-cms.ts'
import type { PdfSignature } from './structure/pdf-signature.ts'
import { signedBytes } from './structure/signed-bytes.ts'

export interface Detached {
  readonly signature: PdfSignature
  readonly cms: Cms
  readonly certificate: Certificate
}

/** Throws an ordinary `Error` unless the certificate's key signed what the byte range names, and nothing else. */
export function checkDetached(bytes: Uint8Array, { signature, cms, certificate }: Detached): void {
  if (cms.content.eContent) throw new Error('The signature brings content of its own')
  const content = signedBytes(bytes, signature.byteRange)
  if (!content) throw new Error('The signature is of something else than this file')
  checkSigner(cms.signer, { content, contentType: oids.data, certificate })
}
