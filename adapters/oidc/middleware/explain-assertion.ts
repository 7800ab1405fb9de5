import { compactVerify, createLocalJWKSet, decodeJwt, type JSONWebKeySet } from 'jose'
import type { Context, Middleware } from 'koa'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { Client } from '../../../server/domain/registry/client.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { clientOf } from '../clients/clients.ts'
import { assertionFault } from '../configuration/assertion-fault.ts'
import { keyAlgorithms } from '../configuration/client-rules.ts'
import { describe } from '../errors/unauthenticated.ts'

/**
 * Tells a client whose assertion is refused what was wrong with it, when its signature shows that the client made it. The
 * engine says nothing of what it finds before it looks at the signature.
 */
export function explainAssertion({ issuer }: Pick<OAuthProfile, 'issuer'>, clock: Clock): Middleware {
  return async (ctx, next) => {
    await next()
    const assertion = ctx.state.form?.get('client_assertion')
    const { oidc } = ctx as unknown as Partial<KoaContextWithOIDC>
    if (!assertion || !oidc?.client || !isUnexplained(ctx)) return
    const client = clientOf(oidc.client)
    const header = await signedHeader(assertion, client)
    if (!header) return
    const judging = { client, issuer, tokenEndpoint: oidc.urlFor('token'), now: clock.now() }
    const fault = assertionFault(decodeJwt(assertion), header, judging)
    const why = fault ?? 'an assertion is taken once, and by its registered algorithm'
    ctx.body = { ...(ctx.body as object), error_description: describe(why) }
  }
}

const isUnexplained = ({ status, body }: Context): boolean =>
  status === 401 &&
  (body as { error_description?: string }).error_description === 'client authentication failed'

/** The header of a JWT that a key of the client signed. */
const signedHeader = (assertion: string, { keys }: Client): Promise<object | undefined> =>
  compactVerify(assertion, createLocalJWKSet({ keys } as unknown as JSONWebKeySet), {
    algorithms: [...keyAlgorithms],
  }).then(
    ({ protectedHeader }) => protectedHeader,
    () => undefined,
  )
