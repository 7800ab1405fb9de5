import { organization, type OrganizationNumber, type PartyIdentifier } from '../../domain/party.ts'
import { Problem } from '../../domain/problem.ts'
import type { Authenticate, RawRequest } from '../../http/api/api.ts'
import type { AccessTokenVerifier } from '../../ports/oauth/access-token-verifier.ts'
import type { AltinnTools } from './altinn-tools.ts'
import { isOrganizationNumber } from '../../domain/text/control-digits.ts'

/** Whoever sent a good token with the right scope. */
export interface Caller {
  readonly claims: Readonly<Record<string, unknown>>
  readonly scopes: readonly string[]
  /** Names the client, apart from those of other issuers. */
  readonly clientId: string
}

/** An organization, as a token names it. */
export interface TokenOrganization {
  readonly identifier: PartyIdentifier
  readonly orgno: OrganizationNumber
}

/** 401 without a good token, 403 with one that has none of the scopes which the request takes. */
export const authenticateMachine =
  (
    { machineTokens, otherIssuers }: Pick<AltinnTools, 'machineTokens' | 'otherIssuers'>,
    scopesFor: (request: RawRequest) => readonly string[],
  ): Authenticate<Caller> =>
  async (authorization, request) => {
    const verified = await verify(machineTokens, authorization)
    const scopes = scopesIn(verified.claims)
    if (!scopesFor(request).some(scope => scopes.includes(scope))) {
      throw new Problem('caller.forbidden', 'The access token is for something else')
    }
    const { client_id } = verified.claims
    const client = typeof client_id === 'string' ? client_id : ''
    const isForeign = otherIssuers.some(({ issuer }) => issuer === verified.issuer)
    return { ...verified, scopes, clientId: isForeign ? `${verified.issuer}#${client}` : client }
  }

/** What a good bearer token says. Throws `caller.unauthenticated` for every other. */
export async function verify(tokens: AccessTokenVerifier, authorization: string | undefined) {
  const [, token] = /^bearer +([A-Za-z0-9._~+/-]{1,16384}=*)$/i.exec(authorization ?? '') ?? []
  const verified = token === undefined ? undefined : await tokens.verify(token)
  if (verified) return verified
  throw unauthenticated()
}

/** A list of words in one text, as Altinn's own tokens and Maskinporten's have it; an array is taken, too. */
export function scopesIn(claims: Caller['claims']): readonly string[] {
  const scope = claims['urn:altinn:scope'] ?? claims.scope
  const words = Array.isArray(scope) ? scope : [scope]
  return words.flatMap(word => (typeof word === 'string' ? word.split(' ') : []))
}

/** For whom the caller asks. Throws `caller.unauthenticated` when the token does not say. */
export function consumerOf({ claims }: Caller): TokenOrganization {
  const consumer = organizationIn(claims.consumer)
  if (consumer) return consumer
  throw unauthenticated()
}

/** Who carries it out for the consumer, when the token says. */
export const supplierOf = ({ claims }: Caller): TokenOrganization | undefined =>
  organizationIn(claims.supplier)

/** `{"authority": "iso6523-actorid-upis", "ID": "0192:810419512"}`, also as text. */
function organizationIn(claim: unknown): TokenOrganization | undefined {
  const { authority, ID } = asObject(claim)
  if (authority !== 'iso6523-actorid-upis' || typeof ID !== 'string') return undefined
  const [, orgno, ...rest] = ID.split(':')
  if (orgno === undefined || rest.length > 0 || !isOrganizationNumber(orgno)) return undefined
  return { identifier: organization(orgno), orgno: orgno as OrganizationNumber }
}

function asObject(claim: unknown): Readonly<Record<string, unknown>> {
  if (typeof claim === 'object' && claim !== null) return claim as Record<string, unknown>
  try {
    const parsed: unknown = typeof claim === 'string' ? JSON.parse(claim) : undefined
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

const unauthenticated = () =>
  new Problem('caller.unauthenticated', 'Send a good access token as a bearer token')
