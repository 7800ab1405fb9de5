import type { Client } from '../../../domain/client.ts'
import { Problem } from '../../../domain/problem.ts'
import { type Purpose, secondsFor } from '../../../domain/purpose.ts'
import type { Scope } from '../../../domain/scope.ts'
import type { PendingAuthorization } from '../../../ports/pending-authorization.ts'
import type { FaceTools } from '../../face-module.ts'

/** What an authorization asks a person for, checked against what its client may ask. */
export interface Ask {
  readonly client: Client
  readonly purpose: Purpose
  readonly scopes: readonly Scope[]
  /** `undefined` is the purpose's own length. */
  readonly seconds: number | undefined
}

const secondsPerDay = 24 * 60 * 60

/** Throws `client.unknown`, `purpose.*`, `scope.unknown` or `request.malformed` for a question that may not be put. */
export async function readAsk(
  { clients, registry }: Pick<FaceTools, 'clients' | 'registry'>,
  pending: PendingAuthorization,
): Promise<Ask> {
  const client = await clients.find(pending.clientId)
  if (!client) throw new Problem('client.unknown', 'There is no such client')
  const id = pending.parameters.purpose ?? client.purposes[0]
  const purpose = id === undefined ? undefined : await registry.findPurpose(id)
  if (!purpose) throw new Problem('purpose.unknown', 'There is no such purpose')
  if (!client.purposes.includes(purpose.id)) {
    throw new Problem('purpose.not-allowed', 'The client may not ask for this purpose')
  }
  const scopes = scopesOf(pending)
  assertAllowed(purpose, scopes)
  const seconds = wishedSeconds(pending.parameters.consent_days)
  secondsFor(purpose, seconds)
  return { client, purpose, scopes, seconds }
}

const scopesOf = ({ audience, resourceScopes }: PendingAuthorization): readonly Scope[] =>
  audience === undefined
    ? []
    : resourceScopes.map(permission => ({ permission, resourceType: 'api', resourceId: audience }))

function assertAllowed(purpose: Purpose, scopes: readonly Scope[]): void {
  const allowed = scopes.every(({ permission }) => purpose.permissions.includes(permission))
  if (scopes.length === 0 || !allowed) {
    throw new Problem('scope.unknown', `Ask for scopes of a resource that the purpose ${purpose.id} allows`)
  }
}

function wishedSeconds(days: string | undefined): number | undefined {
  if (days === undefined) return undefined
  if (!/^[1-9][0-9]{0,4}$/.test(days)) {
    throw new Problem('request.malformed', 'consent_days is a whole number of days, at least 1')
  }
  return Number(days) * secondsPerDay
}
