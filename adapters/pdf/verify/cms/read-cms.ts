import { type BaseBlock, fromBER, type Integer } from 'asn1js'
import { ContentInfo, EncapsulatedContentInfo, IssuerAndSerialNumber, SignerInfo } from 'pkijs'
import { oids } from '../../common/cms/oids.ts'
import { type Certificate, hexOf, readCertificate } from '../../../x509/certificate.ts'
import { partsOf, rawMembers } from '../../../x509/raw-parts.ts'
import { once } from '../once.ts'
import { readable } from './readable.ts'

/** A CMS message that exactly one has signed. Read part by part, so that only what is asked for is decoded. */
export interface Cms {
  readonly content: EncapsulatedContentInfo
  readonly signer: SignerInfo
  /** Those that can be read; the order in a set means nothing. */
  readonly certificates: () => readonly Certificate[]
  /** Revocation lists and the like, as they are there. */
  readonly revocationValues: readonly Uint8Array[]
}

/** Zeroes after the message are the unused end of the space that was reserved for it. */
export function readCms(bytes: Uint8Array): Cms {
  const { result, offset } = fromBER(new Uint8Array(bytes), { parseEmbedded: false })
  if (offset <= 0 || bytes.subarray(offset).some(byte => byte !== 0)) throw new Error('Not one CMS message')
  return toCms(result)
}

export function toCms(schema: BaseBlock): Cms {
  const { contentType, content } = new ContentInfo({ schema })
  if (contentType !== oids.signedData) throw new Error('Not signed data')
  const parts = partsOf(content)
  const signers = partsOf(parts.at(-1)!)
  if (signers.length !== 1) throw new Error('Not exactly one signer')
  return {
    content: new EncapsulatedContentInfo({ schema: parts[2] }),
    signer: new SignerInfo({ schema: signers[0] }),
    certificates: once(() => readCertificates(rawMembers(content, 0))),
    revocationValues: rawMembers(content, 1),
  }
}

/** Those of the certificates that can be read. */
export const readCertificates = (ders: readonly Uint8Array[]): Certificate[] =>
  ders.map(der => readable(() => readCertificate(der))).filter(one => one !== undefined)

/** The certificate that the signer says is hers. */
export function certificateOfSigner({ signer: { sid }, certificates }: Cms): Certificate | undefined {
  if (sid instanceof IssuerAndSerialNumber) {
    const { issuer, serialNumber } = sid
    return certificates().find(one => isNamed(one, issuer, serialNumber))
  }
  const key = Buffer.from(
    (sid as { valueBlock?: { valueHexView?: Uint8Array } }).valueBlock?.valueHexView ?? [],
  )
  return certificates().find(({ extensions }) => key.length > 0 && keyIdentifier(extensions)?.equals(key))
}

const isNamed = (certificate: Certificate, issuer: IssuerAndSerialNumber['issuer'], serial: Integer) =>
  certificate.serialNumber === hexOf(serial) && certificate.issuer.isEqual(issuer)

const keyIdentifier = (extensions: Certificate['extensions']): Buffer | undefined => {
  const value = extensions.get('2.5.29.14')?.value
  return value && Buffer.from(value.subarray(2))
}
