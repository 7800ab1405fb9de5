import { requestEvent } from '../../domain/event.ts'
import { acceptChange } from '../../domain/grants/grant-change.ts'
import type { EventId, GrantId } from '../../domain/ids.ts'
import { Problem } from '../../domain/problem.ts'
import { type Accepted, assertPending, type ConsentRequest } from '../../domain/requests/consent-request.ts'
import type { AuthorizationDetail } from '../../domain/registry/authorization-detail.ts'
import type { Decision } from '../../domain/requests/decision.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import { requestOf } from './request-of.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'findRequest' | 'changeContent'>
  readonly clock: Clock
  readonly ids: Ids
}

interface Answering {
  readonly request: ConsentRequest
  readonly grantId: GrantId
  readonly answer: Omit<Decision, 'at'>
  /** The details that are given, of those asked for; all of them when not said. */
  readonly details: readonly AuthorizationDetail[] | undefined
  /** The last change of the grant that the page told of. */
  readonly read: EventId | undefined
}

/**
 * The yes that changes a grant. A request that was answered already is told so before anything that has become of the grant
 * since: that may be what the first answer made of it.
 */
export async function changeByAnswer(ports: Ports, answering: Answering): Promise<Accepted> {
  const { request, grantId } = answering
  const accepted = await change(ports, answering).catch(async error => {
    if (error instanceof Problem && !error.isFault) await assertStillPending(ports, request)
    throw error
  })
  if (accepted) return accepted
  await assertStillPending(ports, request)
  throw new Problem('authorization-grant.not-active', `The grant ${grantId} is over`, { reason: 'over' })
}

async function change(
  { consents, clock, ids }: Ports,
  { request, grantId, answer, details, read }: Answering,
): Promise<Accepted | undefined> {
  const id = ids.uuid() as EventId
  let accepted: Accepted | undefined
  const isKept = await consents.changeContent(grantId, held => {
    const at = clock.now()
    accepted = acceptChange(request, held, { decision: { ...answer, at }, details, event: id, read })
    return { ...accepted, event: requestEvent('changed', accepted.request, { id, by: answer.by, at }) }
  })
  return isKept ? accepted : undefined
}

const assertStillPending = async (ports: Ports, { id }: ConsentRequest): Promise<void> =>
  assertPending(await requestOf(ports, { id }), ports.clock.now())
