import type { ConsentRequestId, GrantId, PartyId } from '../../server/domain/ids.ts'

/** What one process is to do for a while. */
export interface Work {
  readonly kind: 'questions' | 'answers' | 'uses'
  readonly databaseUrl: string
  readonly seconds: number
  /** How many it does at once. */
  readonly atOnce: number
  /** Each is asked, answered or used; answered but once. */
  readonly consents: readonly Consent[]
}

export interface Consent {
  readonly requestId: ConsentRequestId
  readonly grantId: GrantId
  readonly asker: PartyId
  readonly person: PartyId
}

export interface Done {
  readonly seconds: number
  /** Milliseconds that each took. */
  readonly taken: readonly number[]
}
