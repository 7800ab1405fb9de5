import type { PrivacyInformation } from '../../domain/registry/privacy-information.ts'
import { nameAndNumber, showProcessor } from '../shown-party.ts'
import { authorityId, authorityPage } from './authority-party.ts'
import { notTold } from './not-told.ts'
import { processorsOf } from './processors-of.ts'
import type { Written } from './write-receipt.ts'

/** The one processing that a consent is for. */
export function piiProcessing(written: Written) {
  const { shown, words, language, issuer } = written
  const { grant, privacy } = shown
  return {
    lawful_basis: 'consent',
    purpose_id: `${grant.purpose.id}/${grant.purpose.version}`,
    purpose: words.purpose?.name ?? grant.purpose.id,
    ...(words.purpose && { purpose_description: words.purpose.description }),
    pii_information: [
      ...words.scopes.flatMap(({ from, what }) => what.map(one => ({ pii_type: one, pii_source: from }))),
      ...words.identity.map(one => ({ pii_type: one, pii_source: issuer })),
    ],
    pii_controllers: [grant.grantedTo],
    pii_processors: processorsOf(shown).map(({ id }) => id),
    collection_method: 'from each pii_source, by access that this consent gives',
    processing_method: privacy.processing?.[language] ?? notTold,
    storage_locations: privacy.locations ?? notTold,
    processing_locations: privacy.locations ?? notTold,
    geographic_restrictions: privacy.thirdCountries?.[language] ?? notTold,
    retention_period: privacy.retention?.[language] ?? notTold,
    jurisdiction: 'NO',
    recipient_third_parties: recipients(written),
    validity: {
      from: grant.validity.from.toISOString(),
      to: grant.validity.to.toISOString(),
      uses: grant.singleUse ? 'once' : 'many',
    },
    withdrawal_method: `${issuer}${words.href}`,
    privacy_rights: rights(written),
    authority_party: authorityId(privacy),
  }
}

/** Who else gets it, as the asker says; those who are registered to act for it where it says nothing. */
function recipients({ shown, language }: Written): string {
  const acting = shown.processors.map(one => nameAndNumber(showProcessor(one))).join(', ')
  return shown.privacy.recipients?.[language] ?? (acting || notTold)
}

/** Where each right under the GDPR is exercised. */
const rights = ({ shown: { privacy }, words, issuer }: Written) => [
  { exercised_at: `${issuer}${words.href}`, right: 'withdrawal of consent (article 7)' },
  {
    exercised_at: `${issuer}/everything`,
    right: 'access and portability of what is kept here (articles 15 and 20)',
  },
  {
    exercised_at: controllerOf(privacy),
    right:
      'access, rectification, erasure, restriction and portability at the controller (articles 15 to 20)',
  },
  { exercised_at: authorityPage(privacy), right: 'complaint (article 77)' },
]

const controllerOf = ({ contact, notice }: PrivacyInformation): string => contact ?? notice ?? notTold
