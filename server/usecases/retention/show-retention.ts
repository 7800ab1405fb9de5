import type { SettledPurpose } from '../../domain/requests/settled-purpose.ts'
import { type RetentionPorts, settledPurposes } from '../steps/settled-purposes.ts'

/** How long what is kept of a consent stays after its end, for every purpose. */
export const showRetention = (ports: RetentionPorts) => (): Promise<readonly SettledPurpose[]> =>
  settledPurposes(ports)
