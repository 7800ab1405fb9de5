import { Problem } from '../../server/domain/problem.ts'
import type { OpenBusinessCertificates } from '../../server/ports/parties/business-certificates.ts'
import type { Clock } from '../../server/ports/clock.ts'
import type { Certificate } from './certificate.ts'
import { buildChain } from './chain.ts'
import { faultOfChain } from './fault-of-chain.ts'
import { organizationOf } from './organization-of.ts'
import { parseChain } from './parse-chain.ts'
import { readRoots } from './read-roots.ts'
import { authorityDepth, isValidAt, mayUseKeyFor } from './usage.ts'

/**
 * Certificates of organizations by their chain to the roots in PEM files, which are read at once. Whether one was revoked
 * is not asked.
 */
export const businessCertificates =
  ({ clock }: { readonly clock: Clock }): OpenBusinessCertificates =>
  settings => {
    const roots = readRoots(settings).filter(mayVouch)
    return {
      async read(x5c) {
        const [leaf, ...above] = parseChain(x5c)
        const organization = organizationOf(leaf)
        const trusted = leadsTo(roots, { leaf, above, at: clock.now() })
        if (!trusted || organization === undefined || leaf.publicKey.asymmetricKeyType !== 'rsa') {
          throw new Problem('certificate.not-believed', 'The certificate is not believed')
        }
        return { organization, key: { ...leaf.publicKey.export({ format: 'jwk' }) } }
      },
    }
  }

/** A root is an authority by its own words, too, and signed with what one may still rely on. */
const mayVouch = (root: Certificate): boolean =>
  root.algorithm !== undefined &&
  authorityDepth(root) !== undefined &&
  mayUseKeyFor(root, 'certificateSigning')

interface Given {
  readonly leaf: Certificate
  readonly above: readonly Certificate[]
  readonly at: Date
}

/** Whether a root is above the leaf, directly or by way of authorities in the chain, all of them good at that moment. */
function leadsTo(roots: readonly Certificate[], { leaf, above, at }: Given): boolean {
  const valid = (pool: readonly Certificate[]) => pool.filter(one => isValidAt(one, at))
  const chain = buildChain(leaf, { own: () => valid(above), further: () => [], roots: valid(roots) })
  return isValidAt(leaf, at) && chain !== undefined && faultOfChain(chain) === undefined
}
