import { oids } from '../common/cms/oids.ts'
import type { Certificate } from '../../x509/certificate.ts'
import { nameText } from './certificates/describe.ts'
import { nationalIdentityNumber } from './certificates/national-identity-number.ts'
import { isValidAt } from '../../x509/usage.ts'
import type { CustomerSignature } from './check-customer.ts'
import { attributeValue } from './cms/attribute-value.ts'
import { chainOfAuthority, readTimeStamp } from './cms/time-stamp.ts'
import type { Trust } from './read-trust.ts'
import { must } from './refusal.ts'
import type { Report } from './report.ts'
import { checkRevocation } from './revocation/check-revocation.ts'
import { collectData } from './revocation/collect-data.ts'
import type { SecurityStore } from './structure/security-store.ts'

export interface Evidence {
  readonly customer: CustomerSignature
  readonly trust: Trust
  readonly store: SecurityStore
  readonly further: () => readonly Certificate[]
}

/** Whether the signature was made while its certificate was valid, and by whom. */
export function checkEvidence({ customer, trust, store, further }: Evidence, report: Report) {
  const { cms, chain, certificate } = customer
  const stamp = report.check('time-stamp', 'time-stamp-missing', () => {
    const token = attributeValue(cms.signer.unsignedAttrs?.attributes, oids.timeStampToken)
    if (!token) throw new Error('There is no time-stamp')
    const read = readTimeStamp(token, new Uint8Array(cms.signer.signature.getValue()))
    return { ...read, chain: chainOfAuthority(read, { further, roots: trust.timeStampRoots }) }
  })
  report.fact('signedAt', stamp.time.toISOString())
  report.fact('timeStampAuthority', nameText(stamp.authority.subject))
  report.check('validity', 'signer-not-valid', () => {
    const isValid = chain.certificates.every(one => isValidAt(one, stamp.time))
    must(isValid, 'signer-not-valid', 'A certificate was not valid at the time of the stamp')
  })
  const data = report.check('revocation-present', 'evidence-missing', () =>
    collectData([cms, stamp.token], store),
  )
  report.fact('revocationData', data.length)
  checkRevocation({ data, at: stamp.time, signer: chain, authority: stamp.chain }, report)
  const number = report.check('national-identity-number', 'national-id-missing', () => {
    const found = nationalIdentityNumber(certificate)
    must(found, 'national-id-missing', 'The certificate does not say whose it is')
    return found
  })
  return { nationalIdentityNumber: number, signedAt: stamp.time }
}
