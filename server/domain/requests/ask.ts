import type { AuthorizationDetail } from '../registry/authorization-detail.ts'
import type { AuthorizationGrant } from '../grants/authorization-grant.ts'
import type { Client } from '../registry/client.ts'
import type { Scope } from '../registry/scope.ts'
import type { Purpose } from './purpose.ts'

/** What an authorization asks a person for, checked against what its client may ask. */
export interface Ask {
  readonly client: Client
  readonly purpose: Purpose
  readonly scopes: readonly Scope[]
  readonly details: readonly AuthorizationDetail[]
  /** `undefined` is the purpose's own length. */
  readonly seconds: number | undefined
  /** The grant that is to be changed, as it is. */
  readonly changes: AuthorizationGrant | undefined
}
