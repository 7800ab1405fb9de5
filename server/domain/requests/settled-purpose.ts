import type { SettledRetention } from '../registry/retention.ts'
import type { Purpose } from './purpose.ts'

/** A purpose in its newest version, and how long what is kept of its consents stays after they have ended. */
export interface SettledPurpose {
  readonly purpose: Purpose
  readonly retention: SettledRetention
}
