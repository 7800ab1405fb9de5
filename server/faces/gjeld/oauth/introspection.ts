import { z } from 'zod'
import type { GrantId } from '../../../domain/ids.ts'
import type { AuthorizationGrant } from '../../../domain/grants/authorization-grant.ts'
import type { Answer, IntrospectionRequest } from '../../../ports/oauth/oauth-dialect.ts'
import type { LiveToken } from '../../../ports/oauth/token-inspector.ts'
import type { InspectedGrant } from '../../../domain/grants/authorization-grant.ts'
import type { GjeldTools } from '../gjeld-tools.ts'
import { face, isDebtScope } from '../names.ts'

type Tools = Pick<GjeldTools, 'core'> & { readonly subject: (token: LiveToken) => string }

/**
 * What the resource server gets to know of a token that is good: of a person's token always its one consent; of a client's
 * own token the consent that `consent_id` names, when that is within its reach. `undefined` when the token lacks one of
 * the scopes in `scope`.
 */
export async function introspectionAnswer(
  tools: Tools,
  live: LiveToken,
  asked: IntrospectionRequest,
): Promise<Answer | undefined> {
  const scopes = (live.scopeString ?? '').split(' ')
  const needed = (asked.parameters.scope ?? '').split(' ').filter(Boolean)
  if (!needed.every(scope => scopes.includes(scope))) return undefined
  const { grant_id: _grant, purpose: _purpose, aud, iat, ...answer } = asked.answer
  return {
    ...answer,
    token_use: 'access_token',
    sub: tools.subject(live),
    aud: [aud],
    iat,
    nbf: iat,
    ...(live.grantId === undefined ? await ofClient(tools, live, asked) : await ofPerson(tools, live, asked)),
  }
}

async function ofPerson(tools: Tools, live: LiveToken, asked: IntrospectionRequest): Promise<Answer> {
  const id = live.grantId!
  const { consent_id: named = id } = asked.parameters
  const found = named === id ? await reached(tools, live, id) : undefined
  const pid = live.party && (await asked.revealIdentity(live.party))
  return {
    consent_id: id,
    consent: consent(named, found),
    ...(pid !== undefined && { pid }),
  }
}

async function ofClient(tools: Tools, live: LiveToken, asked: IntrospectionRequest): Promise<Answer> {
  const { consent_id: named } = asked.parameters
  if (named === undefined) return {}
  const found = z.uuid().safeParse(named).success ? await reached(tools, live, named as GrantId) : undefined
  if (!found || !isReached(found, live)) return { consent: consent(named, undefined) }
  const pid = await asked.revealIdentity(found.grant.grantedFor)
  return { consent: { ...consent(named, found), ...(pid !== undefined && { pid }) } }
}

async function reached({ core }: Tools, { clientId }: LiveToken, id: GrantId) {
  const client = await core.clientBehind({ face, clientId, holder: undefined })
  return client && core.inspectGrant({ id, client })
}

/** Unknown, foreign, archived and out of the token's scopes all look alike. */
const isReached = ({ grant, status }: InspectedGrant, { scopeString = '' }: LiveToken): boolean =>
  status === 'active' && scopeString.split(' ').includes(consentScope(grant))

const consent = (id: string, found: InspectedGrant | undefined): Answer =>
  found?.status === 'active'
    ? {
        id,
        active: true,
        scope: consentScope(found.grant),
        exp: Math.floor(found.grant.validity.to.getTime() / 1000),
        single_use: found.grant.singleUse,
      }
    : { id, active: false }

/** The one debt scope that the consent is for. */
export const consentScope = ({ scopes }: Pick<AuthorizationGrant, 'scopes'>): string =>
  scopes.map(({ permission }) => permission).find(isDebtScope) ?? ''
