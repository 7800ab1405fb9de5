import type { Certificate } from './certificate.ts'
import { buildChain } from './chain.ts'
import { faultOfChain } from './fault-of-chain.ts'
import { authorityDepth, isValidAt, mayUseKeyFor } from './usage.ts'

/** A root is an authority by its own words, too, and signed with what one may still rely on. */
export const mayVouch = (root: Certificate): boolean =>
  root.algorithm !== undefined &&
  authorityDepth(root) !== undefined &&
  mayUseKeyFor(root, 'certificateSigning')

interface Given {
  readonly leaf: Certificate
  readonly above: readonly Certificate[]
  readonly at: Date
}

/** Whether a root is above the leaf, directly or by way of authorities in the chain, all of them good at that moment. */
export function leadsTo(roots: readonly Certificate[], { leaf, above, at }: Given): boolean {
  const valid = (pool: readonly Certificate[]) => pool.filter(one => isValidAt(one, at))
  const chain = buildChain(leaf, { own: () => valid(above), further: () => [], roots: valid(roots) })
  return isValidAt(leaf, at) && chain !== undefined && faultOfChain(chain) === undefined
}
