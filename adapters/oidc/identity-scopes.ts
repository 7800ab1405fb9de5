import { identityScope, type Scope } from '../../server/domain/scope.ts'
import type { OAuthProfile } from '../../server/ports/oauth-profile.ts'

/** The protocol scopes among `names` that give claims about the person, as scopes of the issuer. */
export const identityScopes = (
  { issuer, protocolScopes }: Pick<OAuthProfile, 'issuer' | 'protocolScopes'>,
  names: Iterable<string>,
): readonly Scope[] =>
  [...names]
    .filter(name => Object.hasOwn(protocolScopes, name) && protocolScopes[name]!.length > 0)
    .map(name => identityScope(name, issuer))
