import type { TokenClaims } from '../access.ts'
import { Refusal } from '../refusal.ts'
import { assertCertificate, type CertificateOf } from './certificate.ts'
import type { IncomingRequest } from './incoming.ts'
import type { Presented } from './presented.ts'
import { assertProof, type ProofRules } from './proof.ts'

export interface BindingRules extends ProofRules {
  readonly certificate: CertificateOf
}

/** That whoever shows a bound token holds what it is bound to, and shows it by the right scheme. Throws a `Refusal`. */
export async function assertBinding(
  request: IncomingRequest,
  { token, scheme }: Presented,
  { cnf = {} }: TokenClaims,
  rules: BindingRules,
): Promise<void> {
  const { jkt, 'x5t#S256': thumbprint } = cnf
  if (jkt === undefined && thumbprint === undefined && Object.keys(cnf).length > 0)
    throw new Refusal('invalid_token', 'The token is bound in a way that is not known here', { scheme })
  if ((scheme === 'DPoP') !== (jkt !== undefined)) {
    const why = jkt === undefined ? 'The token is bound to no key' : 'The token must be shown with a proof'
    throw new Refusal('invalid_token', why, { scheme: 'DPoP' })
  }
  if (thumbprint !== undefined) assertCertificate(request, thumbprint, rules.certificate)
  if (jkt !== undefined) await assertProof(request, { token, jkt }, rules)
}
