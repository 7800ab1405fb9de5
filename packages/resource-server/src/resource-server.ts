import { type Access, accessOfClaims } from './access.ts'
import { assertDemands, type Demands } from './demands.ts'
import { feed } from './follow/feed.ts'
import { statusList } from './follow/status-list.ts'
import { openIssuer } from './issuer/issuer.ts'
import { assertSafe } from './issuer/safe-address.ts'
import { type Judge, openJudge } from './judge.ts'
import { recordUse, type Use } from './record-use.ts'
import { Refusal } from './refusal.ts'
import { assertBinding } from './request/binding.ts'
import { certificateOfConnection } from './request/certificate.ts'
import type { IncomingRequest } from './request/incoming.ts'
import { type Presented, presentedBy } from './request/presented.ts'
import { replaysInMemory } from './request/replays.ts'
import type { ResourceServerOptions } from './settings.ts'
import { openStanding } from './standing.ts'
import { keepAnswers } from './tokens/kept-answers.ts'

export interface ResourceServer {
  /** What a request may do. Throws a `Refusal`, which says how to answer. */
  check(request: IncomingRequest, demands?: Demands): Promise<Access>
  /**
   * Puts a use on record, for the person to see. A consent for a single use is used up by it, and of two at once one gets
   * through: so record it before you give anything out. Throws a `Refusal`.
   */
  recordUse(access: Access, use: Use): Promise<void>
  /** Whether samtykke was heard of lately, for checks of health. Always `true` for `statusList()` and `nothing()`. */
  isHearing(): boolean
  /** Stops following. */
  close(): Promise<void>
}

/** An API that takes tokens of samtykke. It begins to follow at once, and needs nobody to wait for that. */
export function openResourceServer(options: ResourceServerOptions): ResourceServer {
  const { audience, client, clockTolerance = 10, keepAnswersFor = 60, whenStale = 'introspect' } = options
  const {
    follow: follower = client ? feed() : statusList(),
    onEnded = () => {},
    onTrouble = () => {},
  } = options
  const now = () => Date.now()
  const issuer = openIssuer(options.issuer, client)
  const staleAfter = (options.staleAfter ?? follower.staleAfter) * 1000
  const answers = keepAnswers(keepAnswersFor * 1000, now)
  const standing = openStanding({ now, onEnded })
  const known = { issuer, audience, follower, standing, answers }
  const judge = openJudge({ ...known, staleAfter, whenStale, clockTolerance, now })
  const binding = {
    origin: originOf(options),
    certificate: options.certificate ?? certificateOfConnection,
    replays: options.replays ?? replaysInMemory(now),
    clockTolerance,
    now,
  }
  follower.start({ issuer, standing, now, staleAfter, forgetAnswers: answers.clear, onTrouble })
  return {
    async check(request, demands = {}) {
      const presented = presentedBy(request)
      const claims = await judged(judge, presented)
      await assertBinding(request, presented, claims, binding)
      const access = accessOfClaims(presented.token, claims)
      assertDemands(access, demands, presented.scheme)
      return access
    },
    recordUse: (access, use) => recordUse(issuer, access, use),
    isHearing: () => follower.hears === false || now() - standing.lastHeard() < staleAfter,
    close: () => follower.stop(),
  }
}

/** Refused by the scheme that the token was shown with. */
const judged = (judge: Judge, { token, scheme }: Presented) =>
  judge(token).catch(error => {
    const isOfToken = error instanceof Refusal && error.code === 'invalid_token'
    throw isOfToken ? new Refusal('invalid_token', error.message, { scheme }) : error
  })

function originOf({ origin, audience }: ResourceServerOptions): string {
  if (origin !== undefined) return new URL(assertSafe(origin)).origin
  return URL.canParse(audience) ? new URL(audience).origin : ''
}
