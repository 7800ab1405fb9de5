import type { PartyId } from '../../../server/domain/ids.ts'
import {
  type KnownParty,
  type Party,
  type PartyIdentifier,
  withoutNumber,
} from '../../../server/domain/party.ts'
import type { Sealer } from '../../../server/ports/sealer.ts'
import {
  joinPartyKey,
  type PartyKeyRow,
  type PrivateTexts,
  partyKeyColumns,
} from '../parties/private-texts.ts'

export interface PartyRow extends PartyKeyRow {
  readonly id: string
  readonly kind: Party['kind']
  /** Of a person only as long as texts are written plain. */
  readonly display_name: string
  readonly sealed_name: Buffer | null
}

export interface SealedPartyRow extends PartyRow {
  readonly scheme: PartyIdentifier['scheme']
  readonly ciphertext: Buffer
  readonly key_id: string
  readonly organization: PartyId | null
}

export const partyColumns = `p.id, p.kind, p.display_name, p.sealed_name, ${partyKeyColumns}`

/** What is needed to know an identifier as well. */
export const sealedPartyColumns = `${partyColumns}, p.scheme, p.ciphertext, p.key_id, p.organization`

/** The table `p` that the columns are of. */
export const partyWithKey = `party p ${joinPartyKey('p.id')}`

export const namePlace = (id: string): string => `party-name/${id}`

/** Who was forgotten has no name. */
export const toParty = (row: PartyRow, texts: Pick<PrivateTexts, 'keyIn'>): Party => ({
  id: row.id as PartyId,
  kind: row.kind,
  displayName: row.display_name || nameIn(row, texts),
})

/** Its bytes are empty for who was forgotten. */
export function toIdentifier(row: SealedPartyRow, sealer: Pick<Sealer, 'open'>): PartyIdentifier | undefined {
  if (row.ciphertext.length === 0) return undefined
  const value = sealer.open({ keyId: row.key_id, ciphertext: row.ciphertext }, `party/${row.id}`)
  return { kind: row.kind, scheme: row.scheme, value } as PartyIdentifier
}

/** A person's number stays sealed. */
export function toKnownParty(
  row: SealedPartyRow,
  { sealer, texts }: { sealer: Pick<Sealer, 'open'>; texts: Pick<PrivateTexts, 'keyIn'> },
): KnownParty {
  const party = toParty(row, texts)
  if (row.kind === 'person') return withoutNumber(party)
  const identifier = toIdentifier(row, sealer)
  return {
    ...party,
    identifier: identifier?.kind === 'person' ? undefined : identifier,
    ...(row.organization && { organization: row.organization }),
  }
}

function nameIn(row: PartyRow, texts: Pick<PrivateTexts, 'keyIn'>): string {
  const key = row.sealed_name ? texts.keyIn(row.id as PartyId, row) : undefined
  return key && row.sealed_name ? key.open(row.sealed_name, namePlace(row.id)) : ''
}
