import { Problem } from '../../domain/problem.ts'
import type { Clock } from '../../ports/clock.ts'
import type { IdempotencyKey, IdempotencyStore } from '../../ports/requests/idempotency-store.ts'
import type { UnitOfWork } from '../../ports/unit-of-work.ts'

interface Ports {
  readonly idempotency: IdempotencyStore
  readonly units: { readonly unitOfWork: UnitOfWork }
  readonly clock: Clock
}

export interface AnswerOnce<Prepared, Answer> {
  /** Without one, every request is a new one. */
  readonly key: IdempotencyKey | undefined
  /** Tells one request from another: a digest of each member that was sent, by its name. */
  readonly members: Readonly<Record<string, string>>
  /** Everything that changes nothing: what is asked of others belongs here. */
  readonly prepare: () => Promise<Prepared>
  /** What changes something, as one transaction with the keeping of its answer, which is JSON. */
  readonly write: (prepared: Prepared) => Promise<Answer>
}

const keptSeconds = 24 * 3600

/**
 * Answers a request once for 24 hours: repeated with the same key it is answered as the first time, and nothing is done
 * again. Throws `request.repeated-differently`, which names the members that differ, for another request under the same
 * key. A refusal is not kept.
 */
export const answerOnce =
  (ports: Ports) =>
  async <Prepared, Answer>(once: AnswerOnce<Prepared, Answer>): Promise<Answer> => {
    const { key, members, prepare, write } = once
    const before = key && (await keptAnswer<Answer>(ports, key, members))
    if (before) return before.answer
    const prepared = await prepare()
    if (!key) return ports.units.unitOfWork.run(() => write(prepared))
    const written = await writeOnce(ports, { key, members, write: () => write(prepared) })
    const winner = written ?? (await keptAnswer<Answer>(ports, key, members))
    if (winner) return winner.answer
    throw new Problem('storage.unavailable', 'The same request is being answered; try again')
  }

async function keptAnswer<Answer>(
  { idempotency }: Ports,
  key: IdempotencyKey,
  members: Members,
): Promise<{ readonly answer: Answer } | undefined> {
  const kept = await idempotency.find(key)
  if (!kept) return undefined
  const different = differing(kept.members, members)
  if (different.length === 0) return { answer: kept.answer as Answer }
  throw new Problem(
    'request.repeated-differently',
    `The key was used for another request, with another ${different.join(', ')}`,
  )
}

type Members = Readonly<Record<string, string>>

const differing = (one: Members, other: Members): readonly string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(name => one[name] !== other[name])

/** Ends a unit of work whose writing came second. */
class Beaten extends Error {}

interface Writing<Answer> {
  readonly key: IdempotencyKey
  readonly members: Members
  readonly write: () => Promise<Answer>
}

async function writeOnce<Answer>(
  { idempotency, units, clock }: Ports,
  { key, members, write }: Writing<Answer>,
): Promise<{ readonly answer: Answer } | undefined> {
  const work = async () => {
    const answer = await write()
    const until = new Date(clock.now().getTime() + keptSeconds * 1000)
    if (await idempotency.keep(key, { members, answer }, until)) return { answer }
    throw new Beaten()
  }
  return units.unitOfWork.run(work).catch(error => {
    if (error instanceof Beaten) return undefined
    throw error
  })
}
