import type { AuthorizationGrant } from '../../domain/grants/authorization-grant.ts'
import { changedGrantOf } from '../../domain/grants/grant-management.ts'
import { Problem } from '../../domain/problem.ts'
import type { Ask } from '../../domain/requests/ask.ts'
import type { Client } from '../../domain/registry/client.ts'
import { assertMayAskFor, assertMayBeAsked, type Purpose, secondsFor } from '../../domain/requests/purpose.ts'
import type { Scope } from '../../domain/registry/scope.ts'
import type { AskedAuthorization } from '../../ports/oauth/pending-authorization.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'
import { isSuspended } from '../steps/is-suspended.ts'
import { type GrantOfClientPorts, grantOfClient } from '../steps/grant-of-client.ts'

interface Ports extends GrantOfClientPorts {
  readonly clients: Pick<ClientStore, 'find' | 'glance'>
  readonly registry: Pick<RegistryStore, 'findPurpose' | 'findResource'>
}

const secondsPerDay = 24 * 60 * 60

/**
 * Throws `client.unknown`, `client.suspended`, `purpose.*`, `scope.unknown`, `authorization-details.invalid`, `authorization-grant.not-found` or
 * `request.malformed` for a question that may not be put.
 */
export const readAsk =
  (ports: Ports) =>
  async (asked: AskedAuthorization): Promise<Ask> => {
    const { clients, registry } = ports
    const client = await clients.find(asked.clientId)
    if (!client) throw await refused(clients, asked.clientId)
    const changes = await grantToChange(ports, client, asked)
    const id = asked.parameters.purpose ?? changes?.purpose.id ?? client.purposes[0]
    const purpose = id === undefined ? undefined : await registry.findPurpose(id)
    if (!purpose) throw new Problem('purpose.unknown', 'There is no such purpose')
    assertMayAskFor(client, purpose.id)
    const scopes = await scopesOf(registry, asked)
    const { details } = asked
    assertMayBeAsked(purpose, scopes, details)
    if (changes && asked.management?.action === 'merge') assertMergeable(changes, purpose)
    const seconds = wishedSeconds(asked.parameters.consent_days)
    secondsFor(purpose, seconds)
    return { client, purpose, scopes, details, seconds, changes }
  }

const refused = async (clients: Ports['clients'], id: string): Promise<Problem> =>
  (await isSuspended(clients, id))
    ? new Problem('client.suspended', 'The client is suspended for now')
    : new Problem('client.unknown', 'There is no such client')

/** Of this client, and standing; whose it is counts once it is known who is asked. */
async function grantToChange(
  ports: GrantOfClientPorts,
  client: Client,
  asked: AskedAuthorization,
): Promise<AuthorizationGrant | undefined> {
  const id = changedGrantOf(asked)
  if (id === undefined) return undefined
  const inspected = await grantOfClient(ports)({ id, client })
  if (inspected?.status === 'active') return inspected.grant
  throw new Problem('authorization-grant.not-found', 'There is no such grant of this client')
}

/** A merge is for the same purpose, which allows all of it still. */
function assertMergeable(grant: AuthorizationGrant, purpose: Purpose): void {
  if (purpose.id !== grant.purpose.id) {
    throw new Problem('purpose.not-allowed', 'A grant for another purpose is replaced, not merged with')
  }
  assertMayBeAsked(purpose, grant.scopes, grant.details)
}

/** Throws `scope.unknown` when nothing is asked for, also of a resource that is named. */
async function scopesOf(registry: Ports['registry'], asked: AskedAuthorization): Promise<readonly Scope[]> {
  const { audience, identityScopes, details } = asked
  const ofResource = audience === undefined ? undefined : await resourceScopes(registry, asked)
  const wanted = ofResource ?? identityScopes
  if (wanted.length === 0 && details.length === 0) throw new Problem('scope.unknown', 'Nothing is asked for')
  return [...(ofResource ?? []), ...identityScopes]
}

/** Of several APIs each has those that it knows. */
async function resourceScopes(
  registry: Ports['registry'],
  { audiences, resourceScopes: asked }: AskedAuthorization,
): Promise<readonly Scope[]> {
  const toScope = (permission: string, resourceId: string) => ({
    permission,
    resourceType: 'api',
    resourceId,
  })
  const [only, ...others] = audiences
  if (only !== undefined && others.length === 0) return asked.map(permission => toScope(permission, only))
  const resources = await Promise.all(audiences.map(registry.findResource))
  return asked.flatMap(permission =>
    resources
      .filter(resource => resource?.scopes.some(({ value }) => value === permission))
      .map(resource => toScope(permission, resource!.audience)),
  )
}

function wishedSeconds(days: string | undefined): number | undefined {
  if (days === undefined) return undefined
  if (!/^[1-9][0-9]{0,4}$/.test(days)) {
    throw new Problem('request.malformed', 'consent_days is a whole number of days, at least 1')
  }
  return Number(days) * secondsPerDay
}
