/**
 * What a format needs to know about a problem.
 * `unavailable` is doubt: the caller may repeat the same request.
 */
export type ProblemKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'unsupported-media'
  | 'not-acceptable'
  | 'too-many'
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
  'caller.unauthenticated': 'unauthenticated',
  'caller.forbidden': 'forbidden',
  'party.malformed': 'invalid',
  'party.not-found': 'not-found',
  'scope.unknown': 'invalid',
  'purpose.unknown': 'invalid',
  'purpose.not-allowed': 'forbidden',
  'purpose.too-long': 'invalid',
  'validity.malformed': 'invalid',
  'client.unknown': 'not-found',
  'client.exists': 'conflict',
  'registry.malformed': 'invalid',
  'consent-request.not-found': 'not-found',
  'consent-request.not-yours': 'forbidden',
  'consent-request.already-decided': 'conflict',
  'consent-request.withdrawn': 'conflict',
  'consent-request.expired': 'conflict',
  'consent-request.changed': 'conflict',
  'consent-request.level-too-low': 'forbidden',
  'authorization-grant.not-found': 'not-found',
  'authorization-grant.not-active': 'conflict',
  'authorization-grant.in-use': 'conflict',
  'agreement.differs': 'conflict',
  'agreement.ended': 'conflict',
  'login.cancelled': 'invalid',
  'login.failed': 'unavailable',
  'login.stale': 'invalid',
  'login.wrong-person': 'forbidden',
  'interaction.not-found': 'not-found',
  'document.busy': 'unavailable',
  'document.too-heavy': 'unavailable',
  'document.unwritable-text': 'invalid',
  'document.sealer-unavailable': 'unavailable',
  'document.sealer-misconfigured': 'internal',
  'storage.unavailable': 'unavailable',
  'issuer.unavailable': 'unavailable',
  internal: 'internal',
} as const satisfies Record<string, ProblemKind>

export type ProblemCode = keyof typeof catalogue

/** The one exception that is thrown on purpose. `detail` is for developers, in English, without personal data. */
export class Problem extends Error {
  readonly code: ProblemCode
  /** JSON Pointer (RFC 6901) to the member at fault, when one is. */
  readonly pointer: string | undefined

  constructor(code: ProblemCode, detail: string, options: { pointer?: string; cause?: unknown } = {}) {
    super(detail, { cause: options.cause })
    this.name = 'Problem'
    this.code = code
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
