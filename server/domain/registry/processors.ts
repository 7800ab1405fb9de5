import type { PartyIdentifier } from '../party.ts'
import type { Purpose } from '../requests/purpose.ts'
import { askerOf, type Client } from './client.ts'

/** Who may have tokens of their own for those of the one who asks, as the giver is told. */
export interface Processor {
  readonly identifier: PartyIdentifier
  readonly name: string
}

/**
 * The organizations beside the asker's own that may act for a client under a purpose, through these clients: those registered
 * to, and where the purpose lets tokens be exchanged on and on, those registered to act for them. In the order of the clients.
 */
export function processorsOf(
  client: Client,
  acting: readonly Client[],
  { tokenExchange }: Pick<Purpose, 'tokenExchange'>,
): readonly Processor[] {
  if (tokenExchange === 'never') return []
  const found = new Set([client.id])
  let before = 0
  while (before < found.size) {
    before = found.size
    const known = tokenExchange === 'once' ? [client.id] : [...found]
    for (const { id, mayActFor = [] } of acting) if (known.some(one => mayActFor.includes(one))) found.add(id)
  }
  const asker = askerOf(client).identifier.value
  const owners = acting
    .filter(({ id, owner }) => found.has(id) && id !== client.id && owner.value !== asker)
    .map(({ owner, ownerName }) => [owner.value, { identifier: owner, name: ownerName }] as const)
  return [...new Map(owners).values()]
}
