import { z } from 'zod'
import { type PartyId, parseId } from '../../../domain/ids.ts'
import { Problem } from '../../../domain/problem.ts'
import type { AltinnTools } from '../altinn-tools.ts'
import type { EndUser } from './end-user.ts'
import { mayHandle } from './entitlement.ts'

export const PartyPath = z.object({ party: z.string().describe('The id of the party') })

/**
 * The party whose requests the caller may read. Throws `caller.unauthenticated` for another's.
 * @NOTE 403 would say it better; those who call expect 401.
 */
export async function assertReadsFor(
  tools: Pick<AltinnTools, 'rights'>,
  { party: user }: EndUser,
  wanted: string,
): Promise<PartyId> {
  const party = parseId<PartyId>(wanted)
  if (!party) throw new Problem('request.not-found', 'There is nothing here')
  if (await mayHandle(tools, party, { user, action: 'read' })) return party
  throw new Problem('caller.unauthenticated', 'The caller may not read the requests of this party')
}
