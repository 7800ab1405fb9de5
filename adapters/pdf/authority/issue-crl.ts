import { CertificateRevocationList, Extensions, type Extension, RevokedCertificate } from 'pkijs'
import { toDer } from '../../x509/der.ts'
import { type Identity, toTime } from './issue-certificate.ts'

export interface CrlOrder {
  readonly issuer: Identity
  readonly from: Date
  readonly to: Date
  readonly revoked?: readonly Revocation[]
  readonly extensions?: readonly Extension[]
}

export interface Revocation {
  readonly certificate: Identity
  readonly at: Date
}

/** A revocation list (RFC 5280, 5) in DER. */
export async function issueCrl({
  issuer,
  from,
  to,
  revoked = [],
  extensions = [],
}: CrlOrder): Promise<Uint8Array> {
  const list = new CertificateRevocationList({
    version: 1,
    issuer: issuer.certificate.subject,
    thisUpdate: toTime(from),
    nextUpdate: toTime(to),
    ...(revoked.length > 0 && { revokedCertificates: revoked.map(toEntry) }),
    ...(extensions.length > 0 && { crlExtensions: new Extensions({ extensions: [...extensions] }) }),
  })
  await list.sign(issuer.keys.privateKey, 'SHA-256')
  return toDer(list.toSchema(true))
}

const toEntry = ({ certificate, at }: Revocation): RevokedCertificate =>
  new RevokedCertificate({
    userCertificate: certificate.certificate.serialNumber,
    revocationDate: toTime(at),
  })
