import type { PartyRightStore } from '../../ports/parties/party-rights.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { PersonNumbers } from '../../ports/parties/person-numbers.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'

/** Who and what the house knows. */
export interface RegistryTools {
  readonly clients: ClientStore
  readonly registry: RegistryStore
  readonly parties: PartyStore
  readonly rights: PartyRightStore
  readonly personNumbers: PersonNumbers
}
