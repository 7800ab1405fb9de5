import { organization } from '../../domain/party.ts'
import { type LookUp, lookUpParty } from '../steps/look-up-party.ts'

/** The organization with this number, if it was ever seen here. Throws `party.malformed` for what is no number. */
export const findOrganization =
  (ports: Parameters<typeof lookUpParty>[0]) =>
  ({ number, ...said }: LookUp) =>
    lookUpParty(ports)({ ...said, operation: 'organization.find', identify: () => organization(number) })
