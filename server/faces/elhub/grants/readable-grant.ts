import type { GrantId } from '../../../domain/ids.ts'
import { Problem } from '../../../domain/problem.ts'
import type { InspectedGrant } from '../../../domain/grants/authorization-grant.ts'
import type { GrantReader } from '../../../usecases/grants/read-grant.ts'
import { type Caller, callingParty } from '../caller.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { refuse } from '../wire/refusals.ts'

/** A grant that the caller may read: one it got or that was given for it; a system reads all. */
export async function readableGrant(
  tools: Pick<ElhubTools, 'core' | 'market' | 'parties'>,
  caller: Caller,
  id: string,
): Promise<InspectedGrant> {
  const reader: GrantReader =
    caller.party.type === 'System' ? 'any' : { party: await callingParty(tools, caller) }
  return tools.core.readGrant({ id: id as GrantId, reader }).catch(error => {
    throw inWords(error)
  })
}

function inWords(error: unknown): unknown {
  if (!(error instanceof Problem)) return error
  if (error.code === 'authorization-grant.not-found') return refuse('not-found')
  return error.code === 'authorization-grant.not-yours' ? refuse('not-authorized') : error
}
