import { identityScope, type Scope } from '../../../server/domain/registry/scope.ts'
import type { Client } from '../../../server/domain/registry/client.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'

/** Whether a client may ask for a protocol scope at all. */
export const mayAskOfPerson = (
  { protocolScopes, registeredScopes = [] }: Pick<OAuthProfile, 'protocolScopes' | 'registeredScopes'>,
  { scopeValues }: Client,
  scope: string,
): boolean =>
  Object.hasOwn(protocolScopes, scope) && (!registeredScopes.includes(scope) || scopeValues.includes(scope))

/** What the client learns of the person: the protocol scopes among `names` that give claims, as scopes of the issuer. */
export const identityScopes = (
  {
    issuer,
    protocolScopes,
    alwaysTells = [],
  }: Pick<OAuthProfile, 'issuer' | 'protocolScopes' | 'alwaysTells'>,
  names: Iterable<string>,
): readonly Scope[] =>
  [...names]
    .filter(name => Object.hasOwn(protocolScopes, name) && protocolScopes[name]!.length > 0)
    .concat(alwaysTells)
    .map(name => identityScope(name, issuer))
