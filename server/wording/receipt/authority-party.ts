import type { PrivacyInformation } from '../../domain/registry/privacy-information.ts'
import { notTold } from './not-told.ts'
import type { Written } from './write-receipt.ts'

const datatilsynet = {
  party_id: 'urn:orgno:974761467',
  party_name: 'Datatilsynet',
  organization_number: '974761467',
  party_address: 'Postboks 458 Sentrum, 0105 Oslo, Norway',
  party_contact: 'postkasse@datatilsynet.no',
  party_email: 'postkasse@datatilsynet.no',
  party_phone: '+47 22 39 69 00',
  party_url: 'https://www.datatilsynet.no',
}

const another = 'urn:samtykke:authority'

/** By which the record names the authority. */
export const authorityId = ({ authority }: PrivacyInformation): string =>
  authority ? another : datatilsynet.party_id

/** Where to complain. */
export const authorityPage = ({ authority }: PrivacyInformation): string =>
  authority ? notTold : datatilsynet.party_url

/** Whom to complain to: the Norwegian authority, unless the asker names another. */
export const authorityParty = ({ shown: { privacy }, language }: Written) => ({
  ...(privacy.authority
    ? {
        party_id: another,
        party_name: privacy.authority[language],
        party_address: notTold,
        party_contact: notTold,
      }
    : datatilsynet),
  party_role: 'authority',
  party_type: 'supervisory authority',
})
