import type { SentAssertion } from '../../../ports/oauth/assertions.ts'
import { refuse } from '../wire/refusals.ts'

/** A client's clock may be that many seconds ahead. */
const tolerance = 10

const longestLife = 120

/** When an assertion expires. Throws `assertion.expired` or `assertion.wrong-times` unless it is good right now. */
export function assertTimely({ iat, exp, nbf }: SentAssertion['claims'], at: Date): Date {
  const now = at.getTime() / 1000
  if (!isInstant(exp) || !isInstant(iat)) throw wrong('iat and exp must be numbers')
  if (nbf !== undefined && !isInstant(nbf)) throw wrong('nbf must be a number')
  if (exp <= now) throw refuse('assertion.expired', 'exp has passed')
  if (iat > now + tolerance) throw wrong('iat is in the future')
  if (nbf !== undefined && nbf > now + tolerance) throw wrong('nbf is in the future')
  if (exp - iat > longestLife) throw wrong(`exp must come at most ${longestLife} seconds after iat`)
  return new Date(exp * 1000)
}

const isInstant = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

const wrong = (detail: string) => refuse('assertion.wrong-times', detail)
