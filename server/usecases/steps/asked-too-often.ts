import type { PartyId } from '../../domain/ids.ts'
import { LimitReached } from '../../domain/limit.ts'
import type { Limits } from '../../ports/limits.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'

export interface AskingPorts {
  readonly limits: Limits
  readonly parties: Pick<PartyStore, 'find'>
}

interface Asking {
  readonly asker: PartyId
  readonly asked: PartyId
  readonly clientId: string
}

const keyOf = ({ asker, asked }: Asking): string => `${asker} ${asked}`

/**
 * Counts that somebody asks somebody. Gives the refusal when that was one too many: nobody floods a person with requests.
 * Organizations may be asked as often as anybody likes.
 */
export async function askedTooOften(
  { limits, parties }: AskingPorts,
  asking: Asking,
): Promise<LimitReached | undefined> {
  const reached = await limits.count('person-asked', keyOf(asking), { clientId: asking.clientId })
  if (!reached) return undefined
  const asked = await parties.find(asking.asked)
  return asked?.kind === 'person' ? new LimitReached(reached) : undefined
}

/** It was a repeat, and asked nobody. */
export const askedBefore = ({ limits }: Pick<AskingPorts, 'limits'>, asking: Asking): Promise<void> =>
  limits.giveBack('person-asked', keyOf(asking))
