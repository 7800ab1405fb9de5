import { AsyncLocalStorage } from 'node:async_hooks'
import { Problem } from '../../../server/domain/problem.ts'
import { monotonicMs } from '../../clock/monotonic.ts'

/** Milliseconds, more than the database itself lets a statement take: nobody is there any more. */
const silence = 8_000

interface Waiting {
  readonly milliseconds: number
  /** Waits that have not ended. */
  open: number
  since: number
  spent: number
  isOver: boolean
}

const waiting = new AsyncLocalStorage<Waiting>()

/**
 * Lets all that `work` asks of the database take so long in sum, however many statements that are; from then on they are
 * `storage.unavailable` without being sent. What outlives `work` may wait for each statement as others do.
 */
export async function withPatience<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  const own: Waiting = { milliseconds, open: 0, since: 0, spent: 0, isOver: false }
  return waiting.run(own, work).finally(() => {
    own.isOver = true
  })
}

/** What must be done although nobody waits for it any more. */
export const withoutPatience = <T>(work: () => Promise<T>): Promise<T> => waiting.exit(work)

/** Milliseconds that whoever asks now may wait. Throws `storage.unavailable` when there are none. */
export function patienceLeft(): number {
  const milliseconds = left()
  if (milliseconds <= 0) throw tooLong()
  return milliseconds
}

/** `storage.unavailable` when whoever asks now has waited long enough. */
export const impatience = (): Problem | undefined => (left() > 0 ? undefined : tooLong())

function left(): number {
  const own = current()
  return own ? Math.min(silence, Math.ceil(own.milliseconds - spentBy(own))) : silence
}

/** Counts the time that this takes as waiting. */
export async function waited<T>(work: () => Promise<T>): Promise<T> {
  const own = current()
  if (!own) return work()
  if (own.open++ === 0) own.since = monotonicMs()
  return work().finally(() => {
    if (--own.open === 0) own.spent += monotonicMs() - own.since
  })
}

/** Waits no longer than patience lasts, then throws `storage.unavailable`. What comes too late is handed to `giveBack`. */
export async function waitedInTime<T>(work: () => Promise<T>, giveBack?: (late: T) => void): Promise<T> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>()
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    reject(tooLong())
  }, patienceLeft())
  const working = work()
  working.then(
    late => isLate && giveBack?.(late),
    () => {},
  )
  return waited(() => Promise.race([working, tooLate])).finally(() => clearTimeout(timer))
}

function current(): Waiting | undefined {
  const own = waiting.getStore()
  return own?.isOver ? undefined : own
}

const tooLong = (): Problem => new Problem('storage.unavailable', 'The database takes too long; try again')

const spentBy = ({ spent, open, since }: Waiting): number => spent + (open > 0 ? monotonicMs() - since : 0)
