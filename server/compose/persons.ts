import { personRegister } from '../../adapters/person-register/person-registers.ts'
import type { Stores } from './storage.ts'
import { type Config, isForTrying } from '../config/config.ts'
import { refusedPersons } from '../demo/world/persons.ts'
import type { PersonRegister } from '../ports/parties/person-register.ts'

/** Who may give consents, by the configuration; the demo's own register refuses somebody, too. */
export const openPersonRegister = (
  config: Pick<Config, 'persons' | 'environment'>,
  stores: Pick<Stores, 'parties' | 'clock'>,
): PersonRegister =>
  personRegister(stores, {
    youngestAge: config.persons.youngestAge,
    refused: new Set(isForTrying(config) ? refusedPersons : []),
    remote: config.persons.register,
  })
