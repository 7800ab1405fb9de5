/** Names the annotation that holds them, as a `scopeString`. */
export const protocolScopesKey = 'oauth:protocol-scopes'

type Annotations = Readonly<Record<string, string>>

/** How a request keeps the OAuth scopes that were asked for beside those of resources: `openid`, `offline_access`. */
export const keptProtocolScopes = (scopes: readonly string[]): Annotations => ({
  [protocolScopesKey]: scopes.join(' '),
})

/** The OAuth scopes that a request, or the grant it gave, was asked for beside those of resources. */
export const protocolScopesOf = ({ annotations }: { readonly annotations: Annotations }): readonly string[] =>
  (annotations[protocolScopesKey] ?? '').split(' ').filter(Boolean)
