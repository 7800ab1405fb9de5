import type { ConsentRequestId } from '../../server/domain/ids.ts'
import type { Decision } from '../../server/domain/requests/decision.ts'
import type { WholeApp } from './whole-app.ts'

/** The decisions on these requests, or on all, with the texts that were shown. */
export async function decisionsOf(
  { stores }: Pick<WholeApp, 'stores'>,
  ids?: readonly string[],
): Promise<readonly Decision[]> {
  const all = ids ?? (await stores.database.knex('decision').pluck('request_id'))
  const requests = await Promise.all(all.map(id => stores.consents.findRequest(id as ConsentRequestId)))
  return requests.flatMap(request => (request && 'decision' in request.state ? [request.state.decision] : []))
}
