import type { AskedToken } from './asked-token.ts'
import type { Consented } from '../consent/consented.ts'
import { organizationId } from '../wire/documents.ts'
import type { MaskinportenTools } from '../maskinporten-tools.ts'
import type { Believed } from './redeem-assertion.ts'

export interface TokenAnswer {
  readonly access_token: string
  readonly token_type: 'Bearer'
  /** Seconds. */
  readonly expires_in: number
  readonly scope: string
}

interface Wanted {
  readonly believed: Believed
  readonly asked: AskedToken
  readonly consented: Consented | undefined
}

type Tools = Pick<MaskinportenTools, 'clock' | 'ids' | 'issuer' | 'publicUrl' | 'signer'>

/** The token, good as long as the most short-lived of its scopes, and never longer than the consent. */
export async function signToken(tools: Tools, { believed, asked, consented }: Wanted): Promise<TokenAnswer> {
  const { client, amr } = believed
  const issuedAt = Math.floor(tools.clock.now().getTime() / 1000)
  const seconds = Math.min(...asked.scopes.map(scope => scope.seconds))
  const expiresAt = Math.min(issuedAt + seconds, consented?.endsAt ?? Infinity)
  const scope = asked.scopes.map(({ id }) => id).join(' ')
  const token = await tools.signer.sign({
    iss: tools.issuer,
    client_id: client.id,
    client_amr: amr,
    token_type: 'Bearer',
    scope,
    consumer: organizationId(asked.consumer),
    ...(asked.supplier !== undefined && {
      supplier: organizationId(asked.supplier),
      delegation_source: `${tools.publicUrl}/`,
    }),
    ...(asked.audience !== undefined && { aud: asked.audience }),
    iat: issuedAt,
    exp: expiresAt,
    jti: tools.ids.secret(),
    ...(consented && { authorization_details: [consented.detail] }),
  })
  return { access_token: token, token_type: 'Bearer', expires_in: expiresAt - issuedAt, scope }
}
