import { Problem } from '../../../domain/problem.ts'
import type { RawRequest } from '../../../http/api/api.ts'
import { thumbprintOf } from '../../../http/client-certificate.ts'
import { Refusal } from '../../../http/api/refusals.ts'
import type { ProofVerdict } from '../../../ports/oauth/proofs.ts'
import type { LiveToken } from '../../../ports/oauth/token-inspector.ts'
import type { FaceTools } from '../../face-module.ts'

export type ProofTools = Pick<FaceTools, 'proofs' | 'publicUrl' | 'certificateOrigin'>

type Proof = Extract<ProofVerdict, { name: 'good' }>

export const tokenRefused = (): Problem =>
  new Problem('caller.unauthenticated', 'Send a good access token, as the way it is bound has it')

interface Shown {
  readonly scheme: string
  readonly token: string
}

/** The proof that came with a token of the scheme `DPoP` (RFC 9449 section 7.1); `undefined` with one that is a bearer's. */
export async function judgedProof(
  { proofs, publicUrl, certificateOrigin }: ProofTools,
  { method, path, headers }: RawRequest,
  { scheme, token }: Shown,
): Promise<Proof | undefined> {
  const { dpop: proof } = headers
  if (scheme === 'bearer' && proof === undefined) return undefined
  if (scheme === 'bearer' || typeof proof !== 'string') throw tokenRefused()
  const origins = [publicUrl, ...(certificateOrigin ? [certificateOrigin] : [])]
  const addresses = origins.map(origin => origin + path)
  const verdict = await proofs.judge({ proof, token, method, addresses })
  if (verdict.name === 'good') return verdict
  throw verdict.name === 'nonce'
    ? new Refusal('proof.nonce', 'The proof must have the nonce that comes with this answer')
    : new Refusal('proof.bad', 'The proof is not one of this request by the holder of the key')
}

/** That whoever came holds the key or the certificate that the token is bound to, and that the proof was not used before. */
export async function assertBound(
  { proofs }: Pick<ProofTools, 'proofs'>,
  { clientId, confirmation = {} }: LiveToken,
  { request, proof }: { readonly request: RawRequest; readonly proof: Proof | undefined },
): Promise<void> {
  if (confirmation.jkt !== proof?.thumbprint) throw tokenRefused()
  const wanted = confirmation['x5t#S256']
  if (wanted !== undefined && wanted !== thumbprintOf(request.certificate?.())) throw tokenRefused()
  if (proof && !(await proofs.take(clientId, proof.id))) {
    throw new Refusal('proof.bad', 'The proof was used before')
  }
}
