import type { Chain } from './chain.ts'
import { authorityDepth, isUnderstood, mayUseKeyFor } from './usage.ts'

/** What RFC 5280 asks of a chain whatever the time; the first thing that fails, or nothing. */
export function faultOfChain({ certificates, root }: Chain): string | undefined {
  const [leaf, ...authorities] = certificates
  if (!certificates.every(isUnderstood))
    return 'A certificate has a critical extension that nobody here understands'
  if (!mayUseKeyFor(leaf, 'digitalSignature', 'nonRepudiation'))
    return 'The key of the certificate may not sign'
  for (const [below, authority] of authorities.entries()) {
    const depth = authorityDepth(authority)
    if (depth === undefined) return 'A certificate above the signer is no authority'
    if (depth < below) return 'An authority has more authorities under it than it may'
    if (!mayUseKeyFor(authority, 'certificateSigning'))
      return 'The key of an authority may not sign certificates'
  }
  const depth = authorityDepth(root) ?? Number.POSITIVE_INFINITY
  return depth < authorities.length ? 'The root has more authorities under it than it may' : undefined
}
