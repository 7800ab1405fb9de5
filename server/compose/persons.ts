import { personRegister } from '../../adapters/person-register/person-registers.ts'
import type { Stores } from './storage.ts'
import type { Config } from '../config/config.ts'
import { refusedPersons } from '../demo/world/persons.ts'
import type { PersonRegister } from '../ports/parties/person-register.ts'

/** Who may give consents, by the configuration; the demo's own register refuses somebody, too. */
export const openPersonRegister = (
  { persons, environment }: Config,
  stores: Pick<Stores, 'parties' | 'clock'>,
): PersonRegister =>
  personRegister(stores, {
    youngestAge: persons.youngestAge,
    refused: new Set(environment === 'production' ? [] : refusedPersons),
    remote: persons.register,
  })
