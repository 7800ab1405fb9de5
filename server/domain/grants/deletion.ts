import type { EventId, GrantId, PartyId } from '../ids.ts'
import { Problem } from '../problem.ts'
import type { Language } from '../text/text.ts'
import { hasEnded, type InspectedGrant } from './authorization-grant.ts'

/** One thing that happened to a wish for deletion, told by the event whose id it bears. */
interface Step {
  readonly id: EventId
  readonly grantId: GrantId
  readonly by: PartyId
  readonly at: Date
}

/** What was fetched by the consent is to be deleted, or said to be kept, before an instant. */
export interface DeletionRequest extends Step {
  readonly name: 'requested'
  readonly answerBy: Date
}

/** It has to be kept. */
export interface DeletionRefusal extends Step {
  readonly name: 'refused'
  readonly clientId: string
  /** Why, by which law, in words for the giver. */
  readonly basis: string
  /** Of `basis`; unknown when nobody said. */
  readonly language: Language | undefined
}

export interface DeletionDone extends Step {
  readonly name: 'done'
  readonly clientId: string
  readonly deletedAt: Date
}

export type DeletionStep = DeletionRequest | DeletionRefusal | DeletionDone

/**
 * What a giver asks of those who got a consent that has ended.
 *
 * ```
 * requested ──refuse──▶ refused ──delete──▶ done
 *     ├───────delete──────────────────────▶ done
 *     └╌╌ answerBy ╌▶ unanswered (derived; may be answered still)
 * ```
 */
export interface Deletion {
  readonly requested: DeletionRequest
  readonly refused?: DeletionRefusal | undefined
  readonly done?: DeletionDone | undefined
}

export type DeletionStatus = DeletionStep['name'] | 'unanswered'

/** Due in [at, answerBy): at `answerBy` the answer is late. */
export function deletionStatusAt({ requested, refused, done }: Deletion, now: Date): DeletionStatus {
  if (done) return 'done'
  if (refused) return 'refused'
  return now < requested.answerBy ? 'requested' : 'unanswered'
}

/** A deletion and its status at some moment. */
export interface InspectedDeletion {
  readonly deletion: Deletion
  readonly status: DeletionStatus
}

interface Asking {
  readonly id: EventId
  readonly by: PartyId
  readonly at: Date
  /** How long there is for the answer. */
  readonly days: number
}

/** Throws `deletion.too-early` while the consent stands. */
export function askDeletion({ grant, status }: InspectedGrant, { days, ...step }: Asking): DeletionRequest {
  if (!hasEnded(status)) throw new Problem('deletion.too-early', 'The grant has not ended')
  const answerBy = new Date(step.at.getTime() + days * 24 * 3600 * 1000)
  return { ...step, name: 'requested', grantId: grant.id, answerBy }
}

/** What whoever got the consent answers. */
export type DeletionAnswer =
  | Pick<DeletionRefusal, 'name' | 'basis' | 'language'>
  | Pick<DeletionDone, 'name' | 'deletedAt'>

interface Answering extends Step {
  readonly clientId: string
}

/**
 * The step that an answer makes; `undefined` when the same was answered before. Throws `deletion.answered` when something else
 * was: what was refused may be deleted later, and nothing else changes.
 */
export function answerDeletion(
  { refused, done }: Deletion,
  answer: DeletionAnswer,
  step: Answering,
): DeletionStep | undefined {
  if (answer.name === 'done') return done ? undefined : { ...step, ...answer }
  if (done) throw new Problem('deletion.answered', 'It was said to be deleted')
  if (!refused) return { ...step, ...answer }
  if (refused.basis === answer.basis) return undefined
  throw new Problem('deletion.answered', 'It was refused on another basis')
}
