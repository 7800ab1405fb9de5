import { person } from '../../domain/party.ts'
import { type LookUp, lookUpParty } from '../steps/look-up-party.ts'

/**
 * The person with a national identity number, if she was ever seen here; she sees in her history that somebody looked, and why.
 * Throws `party.malformed` for what is no number.
 */
export const findPerson =
  (ports: Parameters<typeof lookUpParty>[0]) =>
  ({ number, ...said }: LookUp) =>
    lookUpParty(ports)({ ...said, operation: 'person.find', identify: () => person(number) })
