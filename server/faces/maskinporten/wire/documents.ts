import type { ConsentRight } from '../../../domain/registry/consent-right.ts'
import type { PartyIdentifier } from '../../../domain/party.ts'
import { utcText } from '../../../domain/text/utc-text.ts'
import type { LookedUpConsent } from '../../../usecases/grants/look-up-consent.ts'
import { detailTypes } from '../names.ts'

/** An organization as tokens name it (ISO 6523). */
export interface OrganizationId {
  readonly authority: 'iso6523-actorid-upis'
  readonly ID: string
}

export const organizationId = (orgno: string): OrganizationId => ({
  authority: 'iso6523-actorid-upis',
  ID: `0192:${orgno}`,
})

const urns: Readonly<Partial<Record<PartyIdentifier['scheme'], string>>> = {
  nin: 'urn:altinn:person:identifier-no:',
  orgno: 'urn:altinn:organization:identifier-no:',
}

/** `undefined` for a party with neither a person's nor an organization's number. */
export const partyUrn = ({ scheme, value }: PartyIdentifier): string | undefined =>
  urns[scheme] && urns[scheme] + value

/** The consent as a consent token says it. */
export const consentDocument = (consent: LookedUpConsent) => ({
  type: detailTypes.consent,
  id: consent.id,
  from: partyUrn(consent.from.identifier),
  to: organizationId(consent.to.identifier.value),
  consented: consent.consentedAt && utcText(consent.consentedAt),
  validTo: consent.validToText,
  consentRights: consent.rights.map(rightDocument),
})

export type ConsentDocument = ReturnType<typeof consentDocument>

const rightDocument = ({ actions, resource: { type, value }, metadata = {} }: ConsentRight) => ({
  action: actions,
  resource: [{ type, value }],
  ...(Object.keys(metadata).length > 0 && { metadata }),
})
