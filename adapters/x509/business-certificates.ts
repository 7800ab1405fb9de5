import { Problem } from '../../server/domain/problem.ts'
import type { OpenBusinessCertificates } from '../../server/ports/parties/business-certificates.ts'
import type { Clock } from '../../server/ports/clock.ts'
import { leadsTo, mayVouch } from './leads-to.ts'
import { organizationOf } from './organization-of.ts'
import { parseChain } from './parse-chain.ts'
import { readRoots } from './read-roots.ts'

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
