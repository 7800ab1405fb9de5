/** Why a grant cannot be used, or taken back. */
export type GrantHindrance = 'not-begun' | 'used-up' | 'revoked' | 'over'

/** Why something is refused, by the code that it is refused with; a code that is not here says all by itself. */
export interface Reasons {
  'authorization-grant.not-active': GrantHindrance
  'authorization-grant.not-found': 'unknown' | 'other-asker' | 'other-giver' | 'other-resource'
  'agreement.ended': GrantHindrance
  'token-exchange.refused':
    | 'subject-token'
    | 'actor-token'
    | 'target'
    | 'scope'
    | 'details'
    | 'actor'
    | 'purpose'
  'consent-request.not-found': 'unknown' | 'other-person' | 'other-asker'
  'consent-request.already-decided': 'accepted' | 'rejected'
}

export type ReasonOf<Code extends string> = Code extends keyof Reasons ? Reasons[Code] : never
