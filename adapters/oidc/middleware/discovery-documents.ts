/** Where an issuer describes itself (OpenID Connect Discovery section 4, RFC 8414 section 3). */
export const discoveryDocuments = [
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
]
