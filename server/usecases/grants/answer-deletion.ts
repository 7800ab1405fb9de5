import { grantEvent } from '../../domain/event.ts'
import type { AuthorizationGrant } from '../../domain/grants/authorization-grant.ts'
import {
  answerDeletion as answered,
  type Deletion,
  type DeletionAnswer,
} from '../../domain/grants/deletion.ts'
import type { EventId, GrantId, PartyId } from '../../domain/ids.ts'
import { sameParty } from '../../domain/party.ts'
import { Problem } from '../../domain/problem.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Deletions } from '../../ports/grants/deletions.ts'
import type { Ids } from '../../ports/ids.ts'
import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'findGrant'>
  readonly deletions: Pick<Deletions, 'find' | 'change'>
  readonly parties: Pick<PartyStore, 'findAll'>
  readonly clock: Clock
  readonly ids: Pick<Ids, 'uuid'>
  readonly audit: Pick<AuditLog, 'record'>
}

export interface AnswerDeletion {
  readonly id: GrantId
  /** The organization that answers. */
  readonly by: PartyId
  readonly clientId: string
  /** What was deleted without its being said when was so now. */
  readonly answer: Exclude<DeletionAnswer, { name: 'done' }> | { name: 'done'; deletedAt: Date | undefined }
}

/**
 * Whoever got a consent, or carried it out, says that what was fetched by it is deleted, or why it has to be kept. The same answer
 * again changes nothing. Throws `authorization-grant.not-found` (also for another's), `deletion.not-found` when nobody asked for it,
 * `deletion.answered` and `request.malformed`.
 */
export const answerDeletion =
  ({ consents, deletions, parties, clock, ids, audit }: Ports) =>
  async ({ id, by, clientId, answer }: AnswerDeletion): Promise<Deletion> => {
    const grant = await consents.findGrant(id)
    if (!grant) throw new Problem('authorization-grant.not-found', 'No such grant', { reason: 'unknown' })
    if (!(await isFor({ parties }, grant, by))) {
      throw new Problem('authorization-grant.not-found', 'No such grant', { reason: 'other-asker' })
    }

    const next = (deletion: Deletion | undefined) => {
      if (!deletion) throw notAsked()
      const moment = { id: ids.uuid() as EventId, by, at: clock.now() }
      const step = answered(deletion, inTime(answer, moment.at), { ...moment, grantId: id, clientId })
      return step && { step, event: grantEvent(`deletion-${step.name}`, grant, moment) }
    }
    // Whoever comes after the answer waits for nobody.
    const standing = await deletions.find(id)
    if (standing && !next(standing)) return standing

    let isNew = false
    const changed = await deletions.change(id, ({ deletion }) => {
      const made = next(deletion)
      isNew = made !== undefined
      return made
    })
    if (!changed?.deletion) throw notAsked()
    if (isNew) {
      audit.record({
        what: 'consent.deletion_answered',
        grantId: id,
        clientId,
        partyId: by,
        answer: answer.name,
      })
    }
    return changed.deletion
  }

const notAsked = () => new Problem('deletion.not-found', 'Nobody has asked for deletion under the grant')

function inTime(answer: AnswerDeletion['answer'], now: Date): DeletionAnswer {
  if (answer.name !== 'done') return answer
  const { name, deletedAt = now } = answer
  if (deletedAt <= now) return { name, deletedAt }
  throw new Problem('request.malformed', 'It is deleted in the future', { pointer: '/deleted_at' })
}

/** Whether an organization, or a market party of it, got the grant or carries it out. */
async function isFor(
  { parties }: Pick<Ports, 'parties'>,
  { grantedTo, handledBy }: AuthorizationGrant,
  by: PartyId,
): Promise<boolean> {
  const involved = [grantedTo, ...(handledBy ? [handledBy] : [])]
  if (involved.some(one => sameParty(one, by))) return true
  const known = await parties.findAll(involved)
  return [...known.values()].some(
    ({ organization }) => organization !== undefined && sameParty(organization, by),
  )
}
