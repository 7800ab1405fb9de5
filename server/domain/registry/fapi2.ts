import type { Client } from './client.ts'

/** What clients under FAPI 2.0 may sign with (Security Profile section 5.4.1). */
export const fapi2Algorithms: readonly string[] = ['ES256', 'PS256', 'EdDSA', 'Ed25519']

/** The client under the FAPI 2.0 Security Profile, with all that this sets at once. */
export const underFapi2 = <C extends Pick<Client, 'boundTokens'>>(client: C): C => ({
  ...client,
  profile: 'fapi2',
  pushesRequests: true,
  boundTokens: client.boundTokens ?? 'dpop',
  idTokenAlgorithm: 'ES256',
})
