import type { PersonRegister } from '../../server/ports/parties/person-register.ts'

/** A register of persons who may all decide for themselves. */
export const everybodyMay: PersonRegister = { mayConsent: async () => true }
