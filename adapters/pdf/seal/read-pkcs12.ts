import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import {
  type AuthenticatedSafe,
  CertBag,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  type SafeContents,
} from 'pkijs'
import { Problem } from '../../../server/domain/problem.ts'
import { toDer } from '../../x509/der.ts'

/** What a PKCS#12 file holds. */
export interface Pkcs12 {
  readonly key: KeyObject
  /** The key's own first. */
  readonly certificates: readonly X509Certificate[]
}

/**
 * Opens a PKCS#12 file (RFC 7292) that was made with AES, as OpenSSL 3 and newer tools make them. Throws
 * `document.sealer-misconfigured` when the password is not the right one or there is not one key with its certificate.
 */
export async function readPkcs12(file: Uint8Array, password: string): Promise<Pkcs12> {
  try {
    return pairOf(await openBags(file, password), password)
  } catch (cause) {
    throw new Problem('document.sealer-misconfigured', 'The PKCS#12 file of the seal cannot be opened', {
      cause,
    })
  }
}

function pairOf(bags: readonly unknown[], password: string): Pkcs12 {
  const [key, ...moreKeys] = bags.flatMap(bag => toKey(bag, password))
  const certificates = bags.flatMap(toCertificate)
  const own = key && certificates.find(one => one.checkPrivateKey(key))
  if (!own || moreKeys.length > 0) throw new Error('There is not one key with its certificate')
  return { key, certificates: [own, ...certificates.filter(one => one !== own)] }
}

async function openBags(file: Uint8Array, text: string): Promise<unknown[]> {
  const password = new Uint8Array(Buffer.from(text, 'utf8')).buffer
  const container = PFX.fromBER(new Uint8Array(file))
  await container.parseInternalValues({ password, checkIntegrity: true })
  const safe = container.parsedValue?.authenticatedSafe as AuthenticatedSafe
  await safe.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password })) })
  const contents: { value: SafeContents }[] = safe.parsedValue.safeContents
  return contents.flatMap(({ value }) => value.safeBags.map(({ bagValue }) => bagValue as unknown))
}

function toKey(bag: unknown, passphrase: string): KeyObject[] {
  const encrypted = bag instanceof PKCS8ShroudedKeyBag
  if (!encrypted && !(bag instanceof PrivateKeyInfo)) return []
  const key = Buffer.from(toDer(bag.toSchema()))
  return [createPrivateKey({ key, type: 'pkcs8', format: 'der', ...(encrypted && { passphrase }) })]
}

function toCertificate(bag: unknown): X509Certificate[] {
  if (!(bag instanceof CertBag)) return []
  const certificate: { toSchema(): { toBER(): ArrayBuffer } } = bag.parsedValue
  return [new X509Certificate(new Uint8Array(certificate.toSchema().toBER()))]
}
