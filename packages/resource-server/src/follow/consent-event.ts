import type { Standing } from '../standing.ts'

/** What happened to a consent, however it was told. */
export interface ConsentEvent {
  /** The last word of its name, such as `withdrawn`. */
  readonly type: string
  readonly consentId: string | undefined
}

const ends = new Set(['withdrawn', 'ended', 'expired'])
const passing = new Set(['requested', 'given', 'declined', 'cancelled', 'used', 'deletion-requested'])

/** Draws the consequence. Of what is not known here the tokens are asked about anew. */
export function hear({ type, consentId }: ConsentEvent, standing: Standing): void {
  if (consentId === undefined || passing.has(type)) return
  if (ends.has(type)) standing.end(consentId)
  else standing.doubt(consentId)
}
