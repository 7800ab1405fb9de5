import type { PartyId } from '../../../server/domain/ids.ts'
import {
  type KnownParty,
  type Party,
  type PartyIdentifier,
  withoutNumber,
} from '../../../server/domain/party.ts'
import type { Sealer } from '../../../server/ports/sealer.ts'

export interface PartyRow {
  readonly id: string
  readonly kind: Party['kind']
  readonly display_name: string
}

export interface SealedPartyRow extends PartyRow {
  readonly scheme: PartyIdentifier['scheme']
  readonly ciphertext: Buffer
  readonly key_id: string
}

export const partyColumns = 'p.id, p.kind, p.display_name'

/** What is needed to know an identifier as well. */
export const sealedPartyColumns = `${partyColumns}, p.scheme, p.ciphertext, p.key_id`

export const toParty = (row: PartyRow): Party => ({
  id: row.id as PartyId,
  kind: row.kind,
  displayName: row.display_name,
})

export function toIdentifier(row: SealedPartyRow, sealer: Pick<Sealer, 'open'>): PartyIdentifier {
  const value = sealer.open({ keyId: row.key_id, ciphertext: row.ciphertext }, `party/${row.id}`)
  return { kind: row.kind, scheme: row.scheme, value } as PartyIdentifier
}

/** A person's number stays sealed. */
export function toKnownParty(row: SealedPartyRow, sealer: Pick<Sealer, 'open'>): KnownParty {
  if (row.kind === 'person') return withoutNumber(toParty(row))
  const identifier = toIdentifier(row, sealer)
  return { ...toParty(row), identifier: identifier.kind === 'person' ? undefined : identifier }
}
