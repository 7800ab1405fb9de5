import type { PartyId } from '../../domain/ids.ts'
import { Problem } from '../../domain/problem.ts'
import type { PersonRegister } from '../../ports/parties/person-register.ts'

export interface RegisterPorts {
  readonly personRegister: PersonRegister
}

/**
 * Throws `party.may-not-consent` unless the register of persons lets each of them give consents now. Whoever puts a request
 * asks this before, outside of any transaction: the register may be elsewhere. A yes asks it by itself.
 */
export const assertMayConsent =
  ({ personRegister }: RegisterPorts) =>
  async (parties: readonly PartyId[]): Promise<void> => {
    const asked = [...new Set(parties)]
    const verdicts = await Promise.all(asked.map(party => personRegister.mayConsent(party)))
    if (verdicts.includes(false))
      throw new Problem('party.may-not-consent', 'No consent can be given by or for this person')
  }
