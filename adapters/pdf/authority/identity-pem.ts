import { createPrivateKey, createPublicKey, type KeyObject, webcrypto, X509Certificate } from 'node:crypto'
import { toCertificate } from '../common/cms/to-certificate.ts'
import type { Identity } from './issue-certificate.ts'
import { certificateToPem, keyToPem } from './to-pem.ts'

/** A certificate and its private key as PEM. */
export interface IdentityPem {
  readonly certificate: string
  readonly key: string
}

export const toIdentityPem = ({ certificate, keys }: Identity): IdentityPem => ({
  certificate: certificateToPem(certificate),
  key: keyToPem(keys.privateKey),
})

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** Of one whose key is on P-256, as those are that are made here. */
export async function fromIdentityPem({ certificate, key }: IdentityPem): Promise<Identity> {
  const privateKey = createPrivateKey(key)
  const keys = {
    privateKey: await imported('pkcs8', privateKey),
    publicKey: await imported('spki', createPublicKey(privateKey)),
  }
  return { certificate: toCertificate(new Uint8Array(new X509Certificate(certificate).raw)), keys }
}

const imported = (format: 'pkcs8' | 'spki', key: KeyObject): Promise<CryptoKey> =>
  webcrypto.subtle.importKey(
    format,
    key.export({ type: format, format: 'der' } as never) as never,
    algorithm,
    true,
    [format === 'pkcs8' ? 'sign' : 'verify'],
  ) as Promise<CryptoKey>
