import { createHash } from 'node:crypto'
import { type BaseBlock, GeneralizedTime, type OctetString } from 'asn1js'
import { BasicOCSPResponse, OCSPResponse, type SingleResponse } from 'pkijs'
import { toDer, toSchema } from '../../../x509/der.ts'
import { type Certificate, hexOf, readCertificate } from '../../../x509/certificate.ts'
import { isIssuedBy, isSameKey } from '../../../x509/chain.ts'
import { isUnderstood, isValidAt, purposesOf } from '../../../x509/usage.ts'
import { partsOf } from '../../../x509/raw-parts.ts'
import { readable } from '../cms/readable.ts'
import { isSignedWith, signatureAlgorithm } from '../../../x509/signature-algorithm.ts'
import type { RevocationDatum, RevocationStatus } from './revocation-datum.ts'

const responding = '1.3.6.1.5.5.7.3.9'

/** How names and keys are hashed in the question; this is no signature, so SHA-1 will do. */
const hashes: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

/** A status answer in DER, whole or only its basic response (RFC 6960). Throws an ordinary `Error` for anything else. */
export function readOcsp(der: Uint8Array): RevocationDatum {
  const answer = basicResponse(der)
  const responders = (answer.certs ?? [])
    .map(one => readable(() => readCertificate(toDer(one.toSchema()))))
    .filter(one => one !== undefined)
  return {
    statusOf(certificate, issuer) {
      const single = answer.tbsResponseData.responses.find(one => isAbout(one, certificate, issuer))
      if (!single || !isAnsweredFor(answer, { issuer, responders })) return undefined
      return statusIn(single)
    },
  }
}

function basicResponse(der: Uint8Array): BasicOCSPResponse {
  const bytes = readable(() => new OCSPResponse({ schema: toSchema(der) }).responseBytes?.response.getValue())
  return new BasicOCSPResponse({ schema: toSchema(bytes ? new Uint8Array(bytes) : der) })
}

function isAbout({ certID }: SingleResponse, certificate: Certificate, issuer: Certificate): boolean {
  const hash = hashes[certID.hashAlgorithm.algorithmId]
  if (!hash || hexOf(certID.serialNumber) !== certificate.serialNumber) return false
  const equals = (one: OctetString, bytes: Uint8Array) =>
    createHash(hash).update(bytes).digest().equals(Buffer.from(one.getValue()))
  return (
    equals(certID.issuerNameHash, new Uint8Array(issuer.subject.valueBeforeDecode)) &&
    equals(certID.issuerKeyHash, keyBits(issuer))
  )
}

/** The bits of the public key without what says which kind of key it is. */
function keyBits({ publicKeyInfo }: Certificate): Uint8Array {
  const bits = partsOf(toSchema(publicKeyInfo))[1] as BaseBlock & { valueBlock: { valueHexView: Uint8Array } }
  return bits.valueBlock.valueHexView
}

/** The issuer answers itself, or somebody whom it certified for nothing else but that. */
function isAnsweredFor(
  answer: BasicOCSPResponse,
  { issuer, responders }: { issuer: Certificate; responders: readonly Certificate[] },
): boolean {
  const { producedAt, tbsView } = answer.tbsResponseData
  const isDelegate = (one: Certificate) =>
    !isSameKey(one, issuer) &&
    purposesOf(one)?.purposes.includes(responding) === true &&
    isUnderstood(one) &&
    isValidAt(one, producedAt) &&
    isIssuedBy(one, issuer)
  return [issuer, ...responders.filter(isDelegate)].some(({ publicKey }) =>
    isSignedWith(publicKey, {
      data: tbsView,
      signature: answer.signature.valueBlock.valueHexView,
      algorithm: signatureAlgorithm(answer.signatureAlgorithm),
    }),
  )
}

/** `[0]` good, `[1]` revoked and when, `[2]` unknown. */
function statusIn({ certStatus, nextUpdate, thisUpdate }: SingleResponse): RevocationStatus | undefined {
  const { tagNumber } = (certStatus as BaseBlock).idBlock
  if (tagNumber === 0) return { revokedAt: undefined, speaksUntil: nextUpdate ?? thisUpdate }
  if (tagNumber !== 1) return undefined
  const [at] = partsOf(certStatus as BaseBlock)
  if (!(at instanceof GeneralizedTime)) throw new Error('A revocation without time')
  return { revokedAt: at.toDate(), speaksUntil: undefined }
}
