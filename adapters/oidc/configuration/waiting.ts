import type { Lifetimes } from '../../../server/ports/oauth/oauth-profile.ts'

/**
 * Seconds for which an authorization that waits for a person is known once somebody has logged in for it, answered in time or
 * not: whoever comes too late is still led back to her client.
 */
export const knownFor = 24 * 3600

/** Of these, those at the end in which it may be left and not answered, at least. */
const onlyLeft = 3600

/** Seconds within which it may be answered: as long as a login can last that begins in time for it. */
export const answeredWithin = (
  { interaction }: Pick<Lifetimes, 'interaction'>,
  longestLoginSeconds: number,
): number => Math.min(interaction + longestLoginSeconds, knownFor - onlyLeft)
