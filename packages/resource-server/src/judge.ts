import type { TokenClaims } from './access.ts'
import type { Follower } from './follow/follower.ts'
import { Unanswered } from './issuer/ask.ts'
import type { Issuer } from './issuer/issuer.ts'
import { Refusal, unavailable } from './refusal.ts'
import type { Standing } from './standing.ts'
import { introspect } from './tokens/introspect.ts'
import type { KeptAnswers } from './tokens/kept-answers.ts'
import { isJwt, verifyJwt } from './tokens/verify-jwt.ts'

export interface JudgeParts {
  readonly issuer: Issuer
  readonly audience: string
  readonly follower: Follower
  readonly standing: Standing
  readonly answers: KeptAnswers
  /** Milliseconds. */
  readonly staleAfter: number
  readonly whenStale: 'introspect' | 'refuse'
  /** Seconds. */
  readonly clockTolerance: number
  readonly now: () => number
}

/** What is known of a token without asking. */
interface Known {
  readonly claims: TokenClaims
  /** When it is known to have been good, milliseconds since 1970. */
  readonly goodAt: number
  readonly isSigned: boolean
}

/**
 * What a token says that is good now. Throws a `Refusal`: 401 for one that is not, 503 where that cannot be said.
 */
export type Judge = (token: string) => Promise<TokenClaims>

export function openJudge(parts: JudgeParts): Judge {
  const judge: Judge = async token => {
    const known = isJwt(token) ? await signedClaims(token, parts) : keptAnswer(token, parts)
    if (known && (await stands(known, parts))) return known.claims
    if (known?.isSigned && mustRefuse(parts)) throw unavailable('samtykke was not heard of lately')
    return askAbout(token, known, parts)
  }
  return token =>
    judge(token).catch(error => {
      throw error instanceof Unanswered ? unavailable(cannotSay, error.retryAfter) : error
    })
}

const cannotSay = 'It cannot be said now whether the token is good'

async function signedClaims(token: string, { issuer, answers, ...parts }: JudgeParts): Promise<Known> {
  const claims = await verifyJwt(token, issuer, parts)
  if (answers.isRefused(token)) throw notActive()
  // By a clock that may be ahead of ours.
  const issuedAt = Math.min(((claims.iat ?? 0) - parts.clockTolerance) * 1000, parts.now())
  return { claims, goodAt: Math.max(issuedAt, answers.get(token)?.askedAt ?? 0), isSigned: true }
}

function keptAnswer(token: string, { answers, now }: JudgeParts): Known | undefined {
  const answer = answers.get(token)
  if (!answer || (answer.claims.exp ?? 0) * 1000 <= now()) return undefined
  return { claims: answer.claims, goodAt: answer.askedAt, isSigned: false }
}

/** Whether it is known that the consent behind it stands. Throws a `Refusal` when it is known not to. */
async function stands({ claims, goodAt, isSigned }: Known, parts: JudgeParts): Promise<boolean> {
  const { follower, standing, staleAfter, now } = parts
  const isFresh = (at: number | undefined): boolean => at !== undefined && now() - at < staleAfter
  const { grant_id: consent } = claims
  if (consent === undefined) return isSigned || isFresh(goodAt)
  assertNotEnded(consent, goodAt, standing)
  if (!follower.look) return isFresh(standing.stoodUntil(consent, goodAt))
  const looked = await follower.look(claims)
  if (looked === 'ended') throw ended()
  return isFresh(looked?.stoodAt)
}

/** A token from before this process began to listen is asked about all the same. */
const mustRefuse = ({ whenStale, standing, staleAfter, now }: JudgeParts): boolean =>
  whenStale === 'refuse' && now() - standing.lastHeard() >= staleAfter

async function askAbout(token: string, known: Known | undefined, parts: JudgeParts): Promise<TokenClaims> {
  const { issuer, audience, answers, standing, now } = parts
  const askedAt = now()
  const told = await introspect(issuer, token, audience)
  if (!told) {
    // Strangers can make up as many others as they like.
    if (known) answers.refuse(token)
    throw notActive()
  }
  // Heard while it was asked about.
  if (told.grant_id !== undefined) assertNotEnded(told.grant_id, askedAt, standing)
  answers.set(token, { claims: told, askedAt })
  return known?.claims ?? told
}

function assertNotEnded(consent: string, since: number, standing: Standing): void {
  if (standing.hasEnded(consent, since)) throw ended()
}

const notActive = (): Refusal => new Refusal('invalid_token', 'The token is not active')

const ended = (): Refusal => new Refusal('invalid_token', 'The consent behind the token has ended')
