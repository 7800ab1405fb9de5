import type { Clock } from '../../server/ports/clock.ts'
import { processTime } from './process-time.ts'
import { systemClock } from './system-clock.ts'

export interface MovableClock extends Clock {
  /** Moves the time of the whole process forwards. */
  advance(seconds: number): void
  /** Stands still at an instant. */
  hold(at: Date): void
  /** Back to the time as it is. */
  reset(): void
}

/** For demo and tests only: it moves time for the whole process. */
export const movableClock: MovableClock = {
  ...systemClock,
  advance: seconds => processTime.move(seconds * 1000),
  hold: processTime.hold,
  reset: processTime.release,
}
