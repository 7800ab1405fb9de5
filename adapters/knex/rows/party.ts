import type { Party, PartyId } from '../../../server/domain/party.ts'

export interface PartyRow {
  readonly id: string
  readonly kind: Party['kind']
  readonly display_name: string
}

export const partyColumns = 'id, kind, display_name'

export const toParty = (row: PartyRow): Party => ({
  id: row.id as PartyId,
  kind: row.kind,
  displayName: row.display_name,
})
