import type { Clock } from '../../server/ports/clock.ts'
import { noon } from './fixtures.ts'

export interface HandSetClock extends Clock {
  set(at: Date): void
  /** Moves on by milliseconds. */
  move(milliseconds: number): void
}

/** A clock that shows noon until it is set. It moves nobody else's time. */
export function handSetClock(): HandSetClock {
  let now = noon
  return {
    now: () => new Date(now),
    set: at => {
      now = at
    },
    move: milliseconds => {
      now = new Date(now.getTime() + milliseconds)
    },
  }
}
