import type { ReasonOf, Reasons } from './reasons.ts'

/**
 * What a format needs to know about a problem.
 * `unavailable` is doubt: the caller may repeat the same request.
 * `deferred` is not done yet, and will be when somebody else wants it, too.
 * `unversioned` is a change without the version that it is a change of, `stale` one of a version that is no longer the newest.
 * `not-offered` is by choice: the service has no such thing, as it keeps no status lists of other times.
 */
export type ProblemKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'method-not-allowed'
  | 'conflict'
  | 'deferred'
  | 'unversioned'
  | 'stale'
  | 'gone'
  | 'unprocessable'
  | 'too-large'
  | 'unsupported-media'
  | 'not-acceptable'
  | 'too-many'
  | 'not-offered'
  | 'unavailable'
  | 'internal'

/** Everything that can go wrong on purpose. Codes are stable; texts for people lie in `views/texts` as `problem.<code>`. */
export const catalogue = {
  'request.malformed': 'invalid',
  'request.too-large': 'too-large',
  'request.unsupported-media': 'unsupported-media',
  'request.not-acceptable': 'not-acceptable',
  'request.too-many': 'too-many',
  'request.forged': 'forbidden',
  'request.not-found': 'not-found',
  'request.method-not-allowed': 'method-not-allowed',
  'request.repeated-differently': 'conflict',
  'operation.proposed': 'deferred',
  'proposal.not-found': 'not-found',
  'proposal.not-open': 'conflict',
  'proposal.own': 'forbidden',
  'version.missing': 'unversioned',
  'version.stale': 'stale',
  'caller.unauthenticated': 'unauthenticated',
  'caller.forbidden': 'forbidden',
  'authentication.busy': 'unavailable',
  'party.malformed': 'invalid',
  'party.not-found': 'not-found',
  'party.may-not-consent': 'unprocessable',
  'right.malformed': 'invalid',
  'right.not-found': 'not-found',
  'right.ended': 'conflict',
  'rights-register.unavailable': 'unavailable',
  'person-register.unavailable': 'unavailable',
  'debt-source.unavailable': 'unavailable',
  'scope.unknown': 'invalid',
  'authorization-details.invalid': 'invalid',
  'purpose.unknown': 'invalid',
  'purpose.not-allowed': 'forbidden',
  'purpose.too-long': 'invalid',
  'validity.malformed': 'invalid',
  'client.unknown': 'not-found',
  'client.exists': 'conflict',
  'client.without-secrets': 'conflict',
  'client-secret.unknown': 'not-found',
  'client-secret.last': 'conflict',
  'client.suspended': 'forbidden',
  'registry.malformed': 'invalid',
  'registry-entry.unknown': 'not-found',
  'consent-request.not-found': 'not-found',
  'consent-request.not-yours': 'forbidden',
  'consent-request.already-decided': 'conflict',
  'consent-request.withdrawn': 'conflict',
  'consent-request.expired': 'conflict',
  'consent-request.changed': 'conflict',
  'consent-request.level-too-low': 'forbidden',
  'consent-request.other-ceremony': 'conflict',
  'authorization-grant.not-found': 'not-found',
  'authorization-grant.not-yours': 'forbidden',
  'authorization-grant.not-active': 'conflict',
  'authorization-grant.in-use': 'conflict',
  'deletion.too-early': 'conflict',
  'deletion.not-found': 'not-found',
  'deletion.answered': 'conflict',
  'document.not-found': 'not-found',
  'document.used-before': 'conflict',
  'access-token.refused': 'forbidden',
  'agreement.differs': 'conflict',
  'agreement.ended': 'conflict',
  'login.cancelled': 'invalid',
  'login.failed': 'unavailable',
  'login.stale': 'invalid',
  'login.wrong-person': 'forbidden',
  'interaction.not-found': 'not-found',
  'notice.stale': 'not-found',
  'logout-token.refused': 'invalid',
  'document.busy': 'unavailable',
  'document.unfinished': 'unavailable',
  'feed-place.unknown': 'gone',
  'feed-place.forgotten': 'gone',
  'signal-stream.not-found': 'not-found',
  'signal-stream.too-many': 'conflict',
  'webhook-secret.too-many': 'conflict',
  'status-list.no-history': 'not-offered',
  'document.unwritable-text': 'invalid',
  'document.sealer-unavailable': 'unavailable',
  'document.sealer-misconfigured': 'internal',
  'certificate.no-chain': 'invalid',
  'certificate.not-believed': 'invalid',
  'token-scope.unknown': 'invalid',
  'token-scope.not-delegated': 'forbidden',
  'token-exchange.refused': 'invalid',
  'storage.unavailable': 'unavailable',
  'evidence.altered': 'internal',
  'issuer.unavailable': 'unavailable',
  'service.slow': 'unavailable',
  internal: 'internal',
} as const satisfies Record<string, ProblemKind>

export type ProblemCode = keyof typeof catalogue

interface Options<Code extends ProblemCode> {
  readonly reason?: ReasonOf<Code> | undefined
  readonly pointer?: string
  readonly cause?: unknown
}

/**
 * The one exception that is thrown on purpose. `detail` is for developers, in English, without personal data; `reason` is
 * one of those that the code can have.
 */
export class Problem<Code extends ProblemCode = ProblemCode> extends Error {
  readonly code: ProblemCode
  /** Why, where the code alone does not say it. Read it with `reasonOf`. */
  readonly reason: ReasonOf<ProblemCode> | undefined
  /** JSON Pointer (RFC 6901) to the member at fault, when one is. */
  readonly pointer: string | undefined

  constructor(code: Code, detail: string, options: Options<Code> = {}) {
    super(detail, { cause: options.cause })
    this.name = 'Problem'
    this.code = code
    this.reason = options.reason
    this.pointer = options.pointer
  }

  get kind(): ProblemKind {
    return catalogue[this.code]
  }

  /** Nothing the caller did: the operator should hear of it. */
  get isFault(): boolean {
    return this.kind === 'internal' || this.kind === 'unavailable'
  }
}

/** Whether this was refused with this code. */
export const isRefused = (error: unknown, code: ProblemCode): error is Problem =>
  error instanceof Problem && error.code === code

/** Why it was refused with this code; `undefined` when it was not, or nobody said why. */
export const reasonOf = <Code extends keyof Reasons>(
  error: unknown,
  code: Code,
): ReasonOf<Code> | undefined =>
  isRefused(error, code) ? (error.reason as ReasonOf<Code> | undefined) : undefined
