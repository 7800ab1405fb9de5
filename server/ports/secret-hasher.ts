import type { ClientSecret } from '../domain/registry/client.ts'

/** Client secrets: cheap to verify when generated here with 256 bits, slow when chosen by somebody. */
export interface SecretHasher {
  /** A new secret, to be shown once, and what to keep of it. */
  generate(): { readonly secret: string; readonly kept: ClientSecret }
  /** What to keep of a secret that somebody chose. */
  hash(chosen: string): Promise<ClientSecret>
  /**
   * Constant time for the same method, whether or not the secret is right, but for one that was checked a moment ago. Where
   * nothing is kept, which is never right, it does the work of one secret that was made here, as for most clients.
   * Throws `authentication.busy` when too many that somebody chose are being checked.
   */
  verify(secret: string, kept: readonly ClientSecret[]): Promise<boolean>
}
