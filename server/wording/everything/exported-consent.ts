import type { ExportedConsent } from '../../domain/exported-party.ts'
import type { GrantUse } from '../../domain/grants/grant-use.ts'
import type { PartyId } from '../../domain/ids.ts'
import { consentRecord } from '../receipt/consent-record.ts'
import type { Written } from '../receipt/write-receipt.ts'
import { shownName } from '../shown-party.ts'

interface Told {
  readonly written: Written
  /** Whether it does not fit the ledger; not known for those whose receipt is not given out. */
  readonly altered: boolean
}

/** A consent as all that is kept about somebody has it: its record, and what a receipt leaves out. */
export const exportedConsent = (consent: ExportedConsent, { written, altered }: Told) => ({
  receipt: consentRecord(written),
  ...(altered && { altered }),
  deletion: exportedDeletion(consent),
  uses: consent.uses.map(use => exportedUse(use, consent)),
  tokens: consent.tokens.map(({ kind, clientId, issuedAt, expiresAt, consumedAt }) => ({
    kind: kinds[kind] ?? kind,
    client: clientId,
    issued_at: issuedAt,
    expires_at: expiresAt,
    ...(consumedAt && { spent_at: consumedAt }),
  })),
  deliveries: consent.deliveries.map(({ receiver, clientId, endedAt, acknowledgedAt }) => ({
    told: receiver,
    client: clientId,
    of: 'withdrawal',
    ended_at: endedAt,
    acknowledged_at: acknowledgedAt,
  })),
})

const exportedDeletion = ({ deletion, deletionStatus }: ExportedConsent) =>
  deletion && {
    status: deletionStatus,
    asked_at: deletion.requested.at,
    answer_by: deletion.requested.answerBy,
    ...(deletion.refused && {
      refused_at: deletion.refused.at,
      basis: deletion.refused.basis,
      basis_language: deletion.refused.language,
    }),
    ...(deletion.done && { answered_at: deletion.done.at, deleted_at: deletion.done.deletedAt }),
  }

const kinds: Readonly<Record<string, string>> = {
  AuthorizationCode: 'authorization code',
  AccessToken: 'access token',
  ClientCredentials: 'access token',
  RefreshToken: 'refresh token',
  DeviceCode: 'device code',
  BackchannelAuthenticationRequest: 'backchannel request',
}

function exportedUse(use: GrantUse, { parties }: ExportedConsent) {
  const name = (id: PartyId) => shownName(parties.get(id))
  const { at, clientId, what, language, codes, audience, onBehalf } = use
  return {
    at,
    audience,
    client: clientId,
    codes,
    language,
    ...(onBehalf && { on_behalf_of: name(onBehalf.of), used_by: name(onBehalf.by) }),
    what,
  }
}
