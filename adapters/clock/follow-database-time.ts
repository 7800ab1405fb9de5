import { processTime } from './process-time.ts'

export interface FollowedTime {
  /** Milliseconds by which the machine's clock is behind the database's. */
  offset(): number
  stop(): void
}

interface Following {
  readonly readDatabaseTime: () => Promise<Date>
  /** Milliseconds between two measurements. */
  readonly every?: number
  /** Hears of a measurement that failed; the time runs on from the last one. */
  readonly onError: (error: unknown) => void
}

/** Smaller differences, in milliseconds, are not worth a jump. Two processes must agree far better than a person clicks. */
const noise = 2

const samples = 3

interface Sample {
  /** What to add to the clock that never jumps to get the database's time. */
  readonly origin: number
  /** By how much that may be wrong, in milliseconds. */
  readonly doubt: number
}

/**
 * Makes the time of this process the database's, counted on from the last measurement by a clock that never jumps.
 * Resolves after the first measurement; throws what reading the time throws.
 */
export async function followDatabaseTime({
  readDatabaseTime,
  every = 30_000,
  onError,
}: Following): Promise<FollowedTime> {
  let origin: number | undefined

  const measure = async (): Promise<void> => {
    const best = await bestSample(readDatabaseTime)
    if (origin !== undefined && Math.abs(best.origin - origin) <= noise + best.doubt) return
    origin = best.origin
    processTime.follow(() => best.origin + performance.now())
  }

  await measure()
  const timer = setInterval(() => void measure().catch(onError), every).unref()
  return {
    offset: () => (origin ?? performance.timeOrigin) - performance.timeOrigin,
    stop() {
      clearInterval(timer)
      processTime.follow(undefined)
    },
  }
}

async function bestSample(readDatabaseTime: () => Promise<Date>): Promise<Sample> {
  const taken: Sample[] = []
  while (taken.length < samples) taken.push(await sample(readDatabaseTime))
  return taken.reduce((best, other) => (other.doubt < best.doubt ? other : best))
}

async function sample(readDatabaseTime: () => Promise<Date>): Promise<Sample> {
  const asked = performance.now()
  const theirs = (await readDatabaseTime()).getTime()
  const doubt = (performance.now() - asked) / 2
  return { origin: theirs - asked - doubt, doubt }
}
