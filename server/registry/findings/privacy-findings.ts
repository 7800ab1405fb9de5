import {
  membersOfAsker,
  membersOfPurpose,
  type PrivacyMember,
  privacyOf,
  unsaidIn,
} from '../../domain/registry/privacy-information.ts'
import type { Client } from '../../domain/registry/client.ts'
import type { Purpose } from '../../domain/requests/purpose.ts'
import { privacyNames, toPrivacy } from '../privacy-entry.ts'
import type { RegistryFile } from '../registry-schema.ts'
import { type Finding, findingsAt, type Wrong } from './finding.ts'

type Entries = Pick<RegistryFile, 'purposes' | 'consent_templates'>

/** Purposes and consent templates that do not say how the information is handled, which production wants of them. */
export const privacyFindings = (file: Entries): Finding[] =>
  (['purposes', 'consent_templates'] as const).flatMap(list =>
    file[list].flatMap(({ id, privacy }, index) => {
      const unsaid = unsaidIn(toPrivacy(privacy), membersOfPurpose)
      return unsaid.length === 0 ? [] : [findingsAt(list, index, id)(...untold(unsaid))]
    }),
  )

/** The same of a client, in view of the purposes that it may ask for. */
export function clientPrivacyFindings(client: Asking, purposes: RegisteredPurposes): Wrong[] {
  const unsaid = unsaidBy(client, purposes)
  return unsaid.length === 0 ? [] : [untold(unsaid)]
}

const untold = (unsaid: readonly PrivacyMember[]): Wrong => [
  ['privacy'],
  `must say ${privacyNames(unsaid)} (GDPR article 13)`,
]

type Asking = Pick<Client, 'purposes' | 'privacy'>
type RegisteredPurposes = ReadonlyMap<string, Pick<Purpose, 'privacy'>>

/** What the client and a purpose that it may ask for leave unsaid between them. */
export function unsaidBy(client: Asking, purposes: RegisteredPurposes): readonly PrivacyMember[] {
  const unsaid = client.purposes.flatMap(id =>
    unsaidIn(privacyOf(purposes.get(id), client), [...membersOfAsker, ...membersOfPurpose]),
  )
  return [...new Set(unsaid)]
}
