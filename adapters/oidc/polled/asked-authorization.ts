import { managementScopes } from '../../../server/domain/grants/grant-management.ts'
import type { Scope } from '../../../server/domain/registry/scope.ts'
import type { AskedAuthorization } from '../../../server/ports/oauth/pending-authorization.ts'
import { managementIn } from '../configuration/grant-management.ts'

/** What an issuer knows of scopes. */
export interface KnownScopes {
  readonly face: string
  readonly protocolScopes: ReadonlySet<string>
  readonly identityScopes: (names: readonly string[]) => readonly Scope[]
}

interface Asked {
  readonly clientId: string
  /** `resource` may be several. */
  readonly parameters: Readonly<Record<string, string | undefined>>
  readonly expiresAt: Date
}

/** What a client asks for by these parameters, wherever it sent them. */
export function askedAuthorization(
  { face, protocolScopes, identityScopes }: KnownScopes,
  { clientId, parameters, expiresAt }: Asked,
): AskedAuthorization {
  const scopes = (parameters.scope ?? '').split(' ').filter(Boolean)
  return {
    face,
    clientId,
    protocolScopes: scopes.filter(scope => protocolScopes.has(scope) && !managementScopes.includes(scope)),
    identityScopes: identityScopes(scopes),
    resourceScopes: scopes.filter(scope => !protocolScopes.has(scope)),
    audience: [parameters.resource].flat()[0],
    audiences: [parameters.resource ?? []].flat(),
    details: JSON.parse(parameters.authorization_details ?? '[]'),
    management: managementIn(parameters),
    parameters,
    expiresAt,
  }
}
