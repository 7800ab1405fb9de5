import { z } from 'zod'
import { parseId, type PartyId } from '../../../domain/ids.ts'
import { type Party, sameParty } from '../../../domain/party.ts'
import { Problem } from '../../../domain/problem.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { FaceTools } from '../../face-module.ts'

/** Of whom the consents are read; the person's own when not said. */
export const ReadFor = z.string().max(100).optional()

/** Whose consents are shown, and whose the person may look at besides. */
export interface Readership {
  readonly about: PartyId
  /** Not there when it is the person herself. */
  readonly other: Party | undefined
  readonly others: readonly Party[]
}

/** Throws `caller.forbidden` unless the person may read that one's consents. */
export async function readFor(
  { rights }: Pick<FaceTools, 'rights'>,
  { party }: LoginSession,
  wished: string | undefined,
): Promise<Readership> {
  const others = await rights.actsFor(party.id)
  if (wished === undefined || sameParty(party, wished as PartyId)) {
    return { about: party.id, other: undefined, others }
  }
  const onBehalfOf = parseId<PartyId>(wished)
  const right = onBehalfOf && { actor: party.id, onBehalfOf, resource: 'consents', action: 'read' }
  const may = right !== undefined && (await rights.mayAct([right]))
  const other = others.find(({ id }) => id === onBehalfOf)
  if (!may || !other) {
    throw new Problem('caller.forbidden', 'The consents of this party are not for this person')
  }
  return { about: other.id, other, others }
}
