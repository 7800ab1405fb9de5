import type { PartyId } from '../../domain/ids.ts'
import type { PrivacyInformation } from '../../domain/registry/privacy-information.ts'
import { type ShownParty, showParty } from '../shown-party.ts'
import { authorityParty } from './authority-party.ts'
import { notTold } from './not-told.ts'
import { processorsOf } from './processors-of.ts'
import type { Written } from './write-receipt.ts'

/** Everybody whom the record names by an id. Of persons no more than the name, as the standard allows. */
export const partyIdentification = (written: Written) => [
  ...persons(written),
  controller(written),
  ...processorsOf(written.shown).map(({ id, shown }) => ({
    ...identified(id, 'PII processor', shown),
    party_address: notTold,
    party_contact: notTold,
  })),
  authorityParty(written),
  ...thisService(written),
]

/** Whom it is about, and whoever acted for that one. */
function persons({ shown: { grant, parties, events } }: Written) {
  const { grantedFor, grantedBy, grantedTo, handledBy } = grant
  const known = new Set([grantedFor, grantedTo, handledBy])
  const acting = [grantedBy, ...events.flatMap(({ by }) => by ?? [])].filter(id => !known.has(id))
  const person = (id: PartyId, role: string) => identified(id, role, showParty(parties, id))
  return [
    person(grantedFor, 'PII principal'),
    ...[...new Set(acting)].map(id => person(id, 'representative of the PII principal')),
  ]
}

const controller = ({ shown: { grant, privacy }, words }: Written) => ({
  ...identified(grant.grantedTo, 'PII controller', words.asker),
  party_address: privacy.address ?? notTold,
  party_contact: privacy.contact ?? notTold,
  ...reachedBy(privacy),
  ...(privacy.notice && { party_privacy_notice: privacy.notice }),
})

function reachedBy({ contact }: PrivacyInformation) {
  if (contact === undefined) return {}
  return contact.startsWith('https://') ? { party_url: contact } : { party_email: contact }
}

/** Who ended a consent whose time was over, or at the operator's wish. */
const thisService = ({ shown: { events }, issuer }: Written) =>
  events.every(({ by }) => by !== undefined)
    ? []
    : [
        {
          party_id: issuer,
          party_role: 'consent service',
          party_type: 'organization',
          party_name: new URL(issuer).host,
          party_address: issuer,
          party_contact: `${issuer}/privacy`,
        },
      ]

const identified = (id: string, role: string, { name, orgno, kind }: ShownParty) => ({
  ...(orgno && { organization_number: orgno.replaceAll(' ', '') }),
  party_id: id,
  party_name: name || 'not known',
  party_role: role,
  party_type: kind === 'person' ? 'natural person' : 'organization',
})
