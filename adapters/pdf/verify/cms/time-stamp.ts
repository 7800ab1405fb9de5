import { createHash } from 'node:crypto'
import { type BaseBlock, OctetString } from 'asn1js'
import { TSTInfo } from 'pkijs'
import { toSchema } from '../../../x509/der.ts'
import type { Certificate } from '../../../x509/certificate.ts'
import { buildChain, type Chain } from '../../../x509/chain.ts'
import { faultOfChain } from '../../../x509/fault-of-chain.ts'
import { isValidAt, purposesOf } from '../../../x509/usage.ts'
import { checkSigner } from './check-signer.ts'
import { type Cms, certificateOfSigner, toCms } from './read-cms.ts'
import { hashOf } from '../../../x509/signature-algorithm.ts'

/** A time-stamp of RFC 3161 whose authority has signed it; whether the authority is trusted is another question. */
export interface TimeStamp {
  readonly time: Date
  readonly authority: Certificate
  readonly token: Cms
}

const tokenContent = '1.2.840.113549.1.9.16.1.4'
const timeStamping = '1.3.6.1.5.5.7.3.8'

/** Throws an ordinary `Error` that says in what the token fails as a time-stamp of these bytes. */
export function readTimeStamp(schema: BaseBlock, stamped: Uint8Array): TimeStamp {
  const token = toCms(schema)
  const content = token.content.eContent
  if (!(content instanceof OctetString)) throw new Error('The token is empty')
  const bytes = new Uint8Array(content.getValue())
  const { messageImprint, genTime } = new TSTInfo({ schema: toSchema(bytes) })
  const imprint = createHash(hashOf(messageImprint.hashAlgorithm)).update(stamped).digest()
  if (!imprint.equals(Buffer.from(messageImprint.hashedMessage.getValue()))) {
    throw new Error('The token is of something else')
  }
  const authority = certificateOfSigner(token)
  if (!authority) throw new Error('The certificate of the time-stamp authority is missing')
  checkSigner(token.signer, {
    content: bytes,
    contentType: tokenContent,
    certificate: authority,
    mayNameBySha1: true,
  })
  return { time: genTime, authority, token }
}

export interface AuthorityTrust {
  readonly further: () => readonly Certificate[]
  readonly roots: readonly Certificate[]
}

/** The chain of the authority to a trusted root, as it was at its own time. Throws an ordinary `Error` without one. */
export function chainOfAuthority(
  { authority, time, token }: TimeStamp,
  { further, roots }: AuthorityTrust,
): Chain {
  const chain = buildChain(authority, { own: token.certificates, further, roots })
  if (!chain) throw new Error('The time-stamp authority is under no trusted root')
  const fault = faultOfChain(chain)
  if (fault) throw new Error(fault)
  const purpose = purposesOf(authority)
  if (!purpose?.critical || purpose.purposes.join() !== timeStamping) {
    throw new Error('The certificate is not one for time-stamps alone')
  }
  if (!chain.certificates.every(one => isValidAt(one, time))) {
    throw new Error('A certificate of the time-stamp authority was not valid at the time of the stamp')
  }
  return chain
}
