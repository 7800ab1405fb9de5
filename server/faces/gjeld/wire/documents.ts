import type { AuthorizationGrant } from '../../../domain/grants/authorization-grant.ts'
import type { NationalIdentityNumber } from '../../../domain/party.ts'
import type { GrantEvent } from '../../../ports/requests/consent-query.ts'
import type { DebtInformation } from '../../../ports/grants/debt-source.ts'
import { createdBy, sequenceNrOf } from '../feed.ts'
import { consentScope } from '../oauth/introspection.ts'

/** Seconds since 1970. */
export const epochSeconds = (at: Date): number => Math.floor(at.getTime() / 1000)

/** What the person owes, and the consent it was looked up under. */
export const debtDocument = (
  grant: AuthorizationGrant,
  { nin, debts }: { nin: NationalIdentityNumber; debts: DebtInformation },
) => ({
  ssn: nin,
  consent: { id: grant.id, exp: epochSeconds(grant.validity.to), scope: consentScope(grant) },
  loans: debts.loans.map(({ creditorName, loan }) => ({ creditorName, loan: loan ?? null })),
  numberOfCreditorsAnswered: debts.creditorsAnswered,
  // @NOTE The lower-case c is the wire's.
  numberOfcreditorsMissing: debts.creditorsMissing,
})

export const agreementDocument = (grant: AuthorizationGrant) => ({
  client_consent_id: grant.agreementKey,
  consent: {
    id: grant.id,
    expires_at: grant.validity.to.toISOString(),
    scope_of_consent: consentScope(grant),
  },
})

export function eventDocument({ event, grant }: GrantEvent) {
  const which = { clientId: grant.clientId, consentId: grant.id }
  const created = event.type === createdBy
  return {
    sequenceNr: sequenceNrOf(event.sequence),
    eventId: event.id,
    consentId: grant.id,
    timestamp: event.at.toISOString(),
    eventType: created ? 'SAMTYKKE_OPPRETTET' : 'SAMTYKKE_ARKIVERT',
    samtykkeOpprettetEvent: created
      ? { ...which, scope: consentScope(grant), externalConsentId: grant.agreementKey }
      : null,
    samtykkeArkivertEvent: created ? null : which,
  }
}
