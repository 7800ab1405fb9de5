import type { PartyId } from '../../server/domain/ids.ts'
import type { Clock } from '../../server/ports/clock.ts'
import type { PartyStore } from '../../server/ports/parties/party-store.ts'
import type { PersonRegister } from '../../server/ports/parties/person-register.ts'
import { httpPersonRegister, type RemoteRegister } from './http-person-register.ts'
import { ownPersonRegister } from './own-person-register.ts'

interface Settings {
  readonly youngestAge: number | undefined
  readonly refused: ReadonlySet<string>
  /** Asked about those whom we would let through. */
  readonly remote: RemoteRegister | undefined
}

interface Tools {
  readonly parties: Pick<PartyStore, 'revealIdentifier'>
  readonly clock: Clock
}

/** Our own rules, then the register elsewhere when there is one. Without either, nobody's number is looked at. */
export function personRegister({ parties, clock }: Tools, settings: Settings): PersonRegister {
  const remote = settings.remote && httpPersonRegister(settings.remote)
  const checks = [ownPersonRegister({ clock, ...settings }), remote].filter(one => one !== undefined)
  return {
    async mayConsent(party: PartyId) {
      if (checks.length === 0) return true
      const identifier = await parties.revealIdentifier(party)
      if (identifier?.scheme !== 'nin') return true
      for (const mayConsent of checks) if (!(await mayConsent(identifier.value))) return false
      return true
    },
  }
}
