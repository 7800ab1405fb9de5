import { osloDay } from '../../server/domain/text/oslo.ts'
import type { Clock } from '../../server/ports/clock.ts'
import { ageOn } from './age-on.ts'
import type { PersonCheck } from './person-check.ts'

interface Rules {
  readonly clock: Clock
  /** Years; everybody is old enough when not said. */
  readonly youngestAge: number | undefined
  /** The numbers of those who may not, whatever their age. */
  readonly refused: ReadonlySet<string>
}

/** What can be told from the number alone; who is of an age that cannot be told is let through. */
export function ownPersonRegister({ clock, youngestAge, refused }: Rules): PersonCheck | undefined {
  if (youngestAge === undefined && refused.size === 0) return undefined
  return async nin => {
    if (refused.has(nin)) return false
    const age = youngestAge === undefined ? undefined : ageOn(nin, osloDay(clock.now()))
    return age === undefined || age >= (youngestAge ?? 0)
  }
}
