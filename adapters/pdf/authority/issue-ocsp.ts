import { createHash } from 'node:crypto'
import { Enumerated, GeneralizedTime, OctetString, Primitive, Constructed } from 'asn1js'
import {
  AlgorithmIdentifier,
  BasicOCSPResponse,
  CertID,
  OCSPResponse,
  ResponseBytes,
  SingleResponse,
} from 'pkijs'
import { toDer } from '../../x509/der.ts'
import { oids } from '../common/cms/oids.ts'
import type { Identity } from './issue-certificate.ts'

export interface OcspOrder {
  readonly certificate: Identity
  readonly issuer: Identity
  /** Whose key answers, when it is not the issuer's own. */
  readonly responder?: Identity
  readonly from: Date
  readonly to: Date
  readonly revokedAt?: Date
}

const basic = '1.3.6.1.5.5.7.48.1.1'

/** A status answer (RFC 6960) in DER. */
export async function issueOcsp(order: OcspOrder): Promise<Uint8Array> {
  const { issuer, responder = issuer, from } = order
  const answer = new BasicOCSPResponse()
  answer.tbsResponseData.responderID = responder.certificate.subject
  answer.tbsResponseData.producedAt = from
  answer.tbsResponseData.responses = [single(order)]
  answer.certs = [responder.certificate]
  await answer.sign(responder.keys.privateKey, 'SHA-256')
  return toDer(
    new OCSPResponse({
      responseStatus: new Enumerated({ value: 0 }),
      responseBytes: new ResponseBytes({
        responseType: basic,
        response: new OctetString({ valueHex: toDer(answer.toSchema()) }),
      }),
    }).toSchema(),
  )
}

function single({ certificate, issuer, from, to, revokedAt }: OcspOrder): SingleResponse {
  const { subject, subjectPublicKeyInfo } = issuer.certificate
  const response = new SingleResponse({
    certID: new CertID({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: oids.sha256 }),
      issuerNameHash: hashed(toDer(subject.toSchema())),
      issuerKeyHash: hashed(subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView),
      serialNumber: certificate.certificate.serialNumber,
    }),
  })
  response.certStatus = revokedAt ? revokedStatus(revokedAt) : goodStatus()
  response.thisUpdate = from
  response.nextUpdate = to
  return response
}

const hashed = (bytes: Uint8Array): OctetString =>
  new OctetString({ valueHex: new Uint8Array(createHash('sha256').update(bytes).digest()) })

const goodStatus = () => new Primitive({ idBlock: { tagClass: 3, tagNumber: 0 }, lenBlock: { length: 1 } })

const revokedStatus = (at: Date) =>
  new Constructed({ idBlock: { tagClass: 3, tagNumber: 1 }, value: [new GeneralizedTime({ valueDate: at })] })
