import type { PartyId } from '../../../domain/ids.ts'
import type { EventType, NumberedEvent } from '../../../domain/event.ts'
import { sameParty } from '../../../domain/party.ts'
import type { AuthorizationGrant } from '../../../domain/grants/authorization-grant.ts'
import type { PrivacyInformation } from '../../../domain/registry/privacy-information.ts'
import type { Language } from '../../../domain/text/text.ts'
import type { ShownGrant } from '../../../usecases/grants/show-grant.ts'
import type { grantPage } from '../consents/grant-page.ts'
import type { ShownParty } from '../../../wording/shown-party.ts'

/** How this program reads ISO/IEC TS 27560:2023. Raised when a member changes its name or meaning. */
const schemaVersion = 'ISO/IEC TS 27560:2023, samtykke 1'

export interface Recorded {
  readonly shown: ShownGrant
  readonly words: Awaited<ReturnType<typeof grantPage>>
  readonly language: Language
  readonly issuer: string
  readonly at: Date
}

/** A consent as a consent receipt: its record with who gives the receipt out and when. No national identity number. */
export function consentRecord({ shown, words, language, issuer, at }: Recorded) {
  const { grant } = shown
  return {
    schema_version: schemaVersion,
    record_id: grant.id,
    pii_principal_id: grant.grantedFor,
    language,
    receipt_issued_at: at.toISOString(),
    receipt_issued_by: issuer,
    consent_status: shown.status,
    ...privacyNotice(shown),
    pii_processing: [piiProcessing({ shown, words, language, issuer })],
    party_identification: partyIdentification(shown, words),
    events: shown.events
      .filter(({ type }) => type !== 'used')
      .map(event => ({
        event_time: event.at.toISOString(),
        event_type: event.type,
        event_state: stateAfter(event, grant),
        ...(event.by !== undefined && { entity_id: event.by }),
      })),
  }
}

/** The question exactly as it was read. A consent given in the asker's own channel has none. */
const privacyNotice = ({ decision }: ShownGrant) =>
  decision && {
    privacy_notice: {
      language: decision.language,
      text: decision.shown.text,
      sha256: decision.shown.hash,
      version: decision.shown.templateVersion,
    },
  }

const piiProcessing = ({ shown: { grant, privacy }, words, language, issuer }: Omit<Recorded, 'at'>) => ({
  lawful_basis: 'consent',
  purpose_id: `${grant.purpose.id}/${grant.purpose.version}`,
  ...(words.purpose && { purpose: words.purpose.name, purpose_description: words.purpose.description }),
  pii_information: [
    ...words.scopes.flatMap(({ from, what }) => what.map(one => ({ pii_type: one, pii_source: from }))),
    ...words.identity.map(one => ({ pii_type: one, pii_source: issuer })),
  ],
  ...handling(privacy, language),
  pii_controllers: [grant.grantedTo],
  ...(grant.handledBy !== undefined && { pii_processors: [grant.handledBy] }),
  validity: {
    from: grant.validity.from.toISOString(),
    to: grant.validity.to.toISOString(),
    uses: grant.singleUse ? 'once' : 'many',
  },
  withdrawal_method: `${issuer}${words.href}`,
})

const handling = ({ retention, recipients, thirdCountries }: PrivacyInformation, language: Language) => ({
  ...(retention && { retention_period: retention[language] }),
  ...(recipients && { recipient_third_parties: recipients[language] }),
  ...(thirdCountries && { third_countries: thirdCountries[language] }),
})

function partyIdentification({ grant, parties, privacy }: ShownGrant, { asker, handler }: Recorded['words']) {
  const name = (id: PartyId) => parties.get(id)?.displayName ?? ''
  const principal = { name: name(grant.grantedFor), orgno: undefined }
  return [
    identified(grant.grantedFor, 'PII principal', principal),
    ...(sameParty(grant.grantedBy, grant.grantedFor)
      ? []
      : [
          identified(grant.grantedBy, 'representative of the PII principal', {
            name: name(grant.grantedBy),
            orgno: undefined,
          }),
        ]),
    {
      ...identified(grant.grantedTo, 'PII controller', asker),
      ...(privacy.contact && { party_contact: privacy.contact }),
      ...(privacy.notice && { party_privacy_notice: privacy.notice }),
    },
    ...(grant.handledBy && handler ? [identified(grant.handledBy, 'PII processor', handler)] : []),
  ]
}

const identified = (id: PartyId, role: string, { name, orgno }: Pick<ShownParty, 'name' | 'orgno'>) => ({
  party_id: id,
  party_role: role,
  ...(name && { party_name: name }),
  ...(orgno && { organization_number: orgno.replaceAll(' ', '') }),
})

const states: Readonly<Record<EventType, string>> = {
  requested: 'requested',
  accepted: 'given',
  rejected: 'refused',
  withdrawn: 'request taken back',
  used: 'given',
  exhausted: 'used up',
  revoked: 'ended',
  expired: 'expired',
  changed: 'renewed',
  'deletion-requested': 'ended',
  'deletion-refused': 'ended',
  'deletion-done': 'ended',
}

const stateAfter = ({ type, by }: NumberedEvent, { grantedTo }: AuthorizationGrant): string =>
  type === 'revoked' && by !== undefined && !sameParty(by, grantedTo) ? 'withdrawn' : states[type]
