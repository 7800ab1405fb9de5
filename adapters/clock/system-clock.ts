import type { Clock } from '../../server/ports/clock.ts'
import { processTime } from './process-time.ts'

/** The time of this process, which `followDatabaseTime` makes the database's. */
export const systemClock: Clock = { now: () => new Date(processTime.now()) }
