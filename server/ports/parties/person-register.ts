import type { PartyId } from '../../domain/ids.ts'

/** Knows who may decide for herself. */
export interface PersonRegister {
  /**
   * Whether a party may give consents at this moment: `false` for a person who is dead, too young or moved out of the
   * register, and nobody is told which. Organizations and systems may. Throws `person-register.unavailable` in doubt.
   */
  mayConsent(party: PartyId): Promise<boolean>
}
