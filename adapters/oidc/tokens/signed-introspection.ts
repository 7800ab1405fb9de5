import type { Context } from 'koa'
import { Problem } from '../../../server/domain/problem.ts'
import type { Client } from '../../../server/domain/registry/client.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import type { SigningKey } from '../../../server/ports/oauth/signing-key-store.ts'
import type { Materials } from '../issuer/materials.ts'
import type { IntrospectionAnswer } from './introspection-answer.ts'
import { type JwtSigner, jwtSigner } from './jwt-signer.ts'

const mediaType = 'application/token-introspection+jwt'

interface Asking {
  readonly caller: Client
  readonly profile: Pick<OAuthProfile, 'issuer' | 'knowsFapi'>
  readonly materials: Pick<Materials, 'clock' | 'keys'>
}

const signers = new WeakMap<() => readonly SigningKey[], JwtSigner>()

/**
 * Signs an answer for whoever wants it signed (RFC 9701), else gives it as it is. Throws `request.not-acceptable` for a client
 * that is registered for no algorithm of such answers.
 */
export function signedIfWanted(
  ctx: Context,
  found: IntrospectionAnswer,
  { caller, profile, materials }: Asking,
): object | string {
  if (!profile.knowsFapi || !wantsSigned(ctx)) return found
  if (!caller.introspectionAlgorithm)
    throw new Problem('request.not-acceptable', 'The client is registered for no signed answers')
  const iat = Math.floor(materials.clock.now().getTime() / 1000)
  ctx.type = mediaType
  const claims = { iss: profile.issuer, aud: caller.id, iat, token_introspection: found }
  return signerOf(materials.keys.current)(claims, caller.introspectionAlgorithm)
}

/** Most callers name it not at all, and cost nothing. */
const wantsSigned = (ctx: Context): boolean =>
  ctx.headers.accept?.includes(mediaType) === true && ctx.accepts('application/json', mediaType) === mediaType

function signerOf(keys: () => readonly SigningKey[]): JwtSigner {
  const known = signers.get(keys) ?? jwtSigner('token-introspection+jwt', keys)
  signers.set(keys, known)
  return known
}
