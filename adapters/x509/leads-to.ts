import type { X509Certificate } from 'node:crypto'
import { pathLength } from './path-length.ts'

interface Chain {
  readonly leaf: X509Certificate
  readonly above: readonly X509Certificate[]
  readonly at: Date
}

/** Whether a root stands above the leaf, directly or by way of authorities in the chain, all of them good at that moment. */
export const leadsTo = (roots: readonly X509Certificate[], { leaf, above, at }: Chain): boolean =>
  isGood(leaf, at) && climb(roots, { certificate: leaf, above, at, between: 0 })

interface Step extends Omit<Chain, 'leaf'> {
  readonly certificate: X509Certificate
  /** Authorities between the leaf and the next one. */
  readonly between: number
}

function climb(roots: readonly X509Certificate[], step: Step): boolean {
  if (roots.some(root => hasIssued(root, step))) return true
  const issuer = step.above.find(one => hasIssued(one, step))
  if (!issuer) return false
  const above = step.above.filter(one => one !== issuer)
  return climb(roots, { ...step, certificate: issuer, above, between: step.between + 1 })
}

/** @NOTE `checkIssued` compares names and the authority's key usage; `verify` checks the signature. */
const hasIssued = (authority: X509Certificate, { certificate, at, between }: Step): boolean =>
  authority.ca &&
  isGood(authority, at) &&
  certificate.checkIssued(authority) &&
  certificate.verify(authority.publicKey) &&
  between <= pathLength(authority)

/** > the period of time from notBefore through notAfter, inclusive.  RFC 5280 4.1.2.5 */
const isGood = ({ validFromDate, validToDate, signatureAlgorithm }: X509Certificate, at: Date): boolean =>
  validFromDate <= at && at <= validToDate && !/md5|sha1\b|sha1With/i.test(signatureAlgorithm ?? '')
