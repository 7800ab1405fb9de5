import type { Context } from 'koa'
import type { Client } from '../../../server/domain/registry/client.ts'
import type { Resource } from '../../../server/domain/registry/resource.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import type { OAuthModels } from '../../../server/ports/oauth/oauth-models.ts'
import type { Materials } from '../issuer/materials.ts'
import { audiencesByScopes } from '../tokens/audiences-by-scopes.ts'
import { accessTokenSigner } from './sign-access-token.ts'

interface Parts {
  readonly profile: OAuthProfile
  readonly materials: Pick<Materials, 'audit' | 'clock' | 'ids' | 'keys' | 'metrics'>
  readonly models: Pick<OAuthModels, 'model' | 'tokenValue'>
}

interface Asked {
  readonly client: Client
  readonly resource: Resource
  readonly scope: string
}

const scopeSyntax = /^[\x21\x23-\x5B\x5D-\x7E]+(?: [\x21\x23-\x5B\x5D-\x7E]+)*$/

/** RFC 6749 section 4.4. `false` when there is anything to refuse. */
export function issueToMachine({ profile, materials, models }: Parts) {
  const { audit, clock, ids, keys, metrics } = materials
  const kept = models.model('ClientCredentials')
  const sign = accessTokenSigner(profile.issuer, keys.current)

  const usualAudience = async (client: Client, form: URLSearchParams): Promise<string | undefined> => {
    const scope = form.get('scope') ?? ''
    const only = profile.defaultAudience(client) ?? (scope === '' ? client.defaultAudience : undefined)
    if (only !== undefined) return only
    const { all } = await audiencesByScopes(scope.split(' '), client, profile)
    return all.length === 1 ? all[0] : undefined
  }

  const toAsked = async (client: Client, form: URLSearchParams): Promise<Asked | undefined> => {
    if (form.has('authorization_details')) return undefined
    const [audience = await usualAudience(client, form), ...more] = form.getAll('resource')
    if (audience === undefined || more.length > 0 || !client.audiences.includes(audience)) return undefined
    const resource = await profile.findResource(audience)
    const scope = form.get('scope') || allowedScopes(client, resource).join(' ')
    return resource && mayAsk(client, resource, scope) ? { client, resource, scope } : undefined
  }

  /** What the dialect refuses is left to the engine, which refuses it in the same words. */
  const toAskedInDialect = async (client: Client, form: URLSearchParams): Promise<Asked | undefined> => {
    const asked = profile.dialect?.readMachineRequest(Object.fromEntries(form), client)
    if (!asked || 'error' in asked) return undefined
    const resource = await profile.findResource(asked.audience)
    return resource && { client, resource, scope: asked.scope }
  }

  const issue = async ({ client, resource, scope }: Asked, lifetime: number): Promise<string> => {
    const iat = Math.floor(clock.now().getTime() / 1000)
    const token = { iat, exp: iat + lifetime, scope, aud: resource.audience }
    const secret = ids.secret(32)
    if (resource.token.format === 'jwt') return sign({ ...token, jti: secret, clientId: client.id })
    const value = models.tokenValue('ClientCredentials', lifetime, secret)
    await kept.upsert(value, { ...token, clientId: client.id, format: 'opaque' }, lifetime)
    return value
  }

  return async (ctx: Context, client: Client, form: URLSearchParams): Promise<boolean> => {
    if (!client.grantTypes.includes('client_credentials') || client.boundTokens) return false
    const asked = await (profile.dialect ? toAskedInDialect(client, form) : toAsked(client, form))
    if (!asked) return false
    const lifetime = Math.min(asked.resource.token.seconds, profile.lifetimes.clientCredentialsToken)
    const accessToken = await issue(asked, lifetime)
    metrics.tokenIssued('client_credentials')
    audit.record({
      what: 'token.issued',
      face: profile.face,
      clientId: client.id,
      grantType: 'client_credentials',
      scope: asked.scope,
      audience: asked.resource.audience,
    })
    ctx.set('Cache-Control', 'no-store')
    const answer = {
      access_token: accessToken,
      expires_in: lifetime,
      scope: asked.scope,
      token_type: 'Bearer',
    }
    ctx.body = profile.dialect?.tokenAnswer(answer) ?? answer
    return true
  }
}

/** RFC 6749 section 3.3: what a request means that names no scope. */
const allowedScopes = ({ scopeValues }: Client, resource: Resource | undefined): readonly string[] =>
  (resource?.scopes ?? []).map(({ value }) => value).filter(value => scopeValues.includes(value))

function mayAsk(client: Client, resource: Resource, scope: string): boolean {
  const allowed = allowedScopes(client, resource)
  return scopeSyntax.test(scope) && scope.split(' ').every(one => allowed.includes(one))
}
