import { Problem } from '../../../domain/problem.ts'
import { loginScopes, type TokenScope } from '../../../domain/registry/token-scope.ts'
import { assertDelegated } from './assert-delegated.ts'
import type { MaskinportenTools } from '../maskinporten-tools.ts'
import type { Believed } from './redeem-assertion.ts'
import { refuse } from '../wire/refusals.ts'

/** What a client asks a token for. */
export interface AskedToken {
  readonly scopes: readonly TokenScope[]
  /** Number of the organization that the token is for. */
  readonly consumer: string
  /** Number of the one who acts for it, if somebody does. */
  readonly supplier: string | undefined
  /** As it was sent. */
  readonly audience: string | readonly string[] | undefined
}

type Tools = Pick<MaskinportenTools, 'registry'>

/** Throws `token-scope.*`, or `request.malformed` for claims that are not as they should be. */
export async function askedToken(tools: Tools, believed: Believed): Promise<AskedToken> {
  const { client, claims } = believed
  assertUnderstood(claims)
  const own = client.owner.value
  const consumer = consumerOf(claims, own)
  const scopes = await Promise.all(scopeValues(claims).map(value => knownScope(tools, value)))
  if (consumer === own) assertRegistered(scopes, client.scopeValues)
  else await assertDelegated(tools, { scopes, consumer, supplier: own })
  assertHeld(scopes, consumer)
  const supplier = consumer === own ? undefined : own
  return { scopes, consumer, supplier, audience: audienceOf(claims) }
}

type Claims = Believed['claims']

/** Claims that would change whose token it is; passing over them would give another one than was asked for. */
function assertUnderstood(claims: Claims): void {
  const stranger = ['iss_onbehalfof', 'pid'].find(name => name in claims)
  if (stranger) throw new Problem('request.malformed', `${stranger} is not supported; use consumer_org`)
}

function scopeValues({ scope }: Claims): readonly string[] {
  const values = typeof scope === 'string' ? scope.split(' ').filter(Boolean) : []
  if (values.length > 0) return [...new Set(values)]
  throw new Problem('token-scope.unknown', 'scope is missing')
}

async function knownScope({ registry }: Tools, value: string): Promise<TokenScope> {
  if (loginScopes.includes(value)) throw refuse('token-scope.elsewhere', `${value} is for logins`)
  const scope = await registry.tokenScopes.find(value)
  if (scope) return scope
  throw new Problem('token-scope.unknown', 'A scope is unknown')
}

function assertRegistered(scopes: readonly TokenScope[], registered: readonly string[]): void {
  const stranger = scopes.find(({ id }) => !registered.includes(id))
  if (stranger) throw new Problem('token-scope.unknown', `${stranger.id} is not registered on the client`)
}

function assertHeld(scopes: readonly TokenScope[], consumer: string): void {
  const withheld = scopes.find(({ holders }) => holders && !holders.includes(consumer))
  if (withheld) throw refuse('token-scope.not-granted', `${consumer} has not been given ${withheld.id}`)
}

function consumerOf({ consumer_org: asked }: Claims, own: string): string {
  if (asked === undefined) return own
  if (typeof asked !== 'string' || !/^[0-9]{9}$/.test(asked)) {
    throw new Problem('request.malformed', 'consumer_org must be an organization number')
  }
  if (asked === own) throw new Problem('request.malformed', 'consumer_org is the client’s own organization')
  return asked
}

function audienceOf({ resource }: Claims): AskedToken['audience'] {
  if (resource === undefined || isName(resource)) return resource
  if (Array.isArray(resource) && resource.length > 0 && resource.every(isName)) return resource
  throw new Problem('request.malformed', 'resource must be a text or a list of texts')
}

const isName = (value: unknown): value is string => typeof value === 'string' && value !== ''
