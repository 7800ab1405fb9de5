import { z } from 'zod'
import type { PartyId } from '../../../domain/party.ts'
import { Problem } from '../../../domain/problem.ts'
import type { AltinnTools } from '../altinn-tools.ts'
import { isUuid } from '../wire/uuid.ts'
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
  if (!isUuid(wanted)) throw new Problem('request.not-found', 'There is nothing here')
  const party = wanted.toLowerCase() as PartyId
  if (await mayHandle(tools, party, { user, action: 'read' })) return party
  throw new Problem('caller.unauthenticated', 'The caller may not read the requests of this party')
}
