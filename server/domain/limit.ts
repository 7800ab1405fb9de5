import { Problem } from './problem.ts'

/** What is counted. Each is a setting, a label of the metric, and a line of docs/limits.md. */
export const limitNames = [
  'wrong-secrets',
  'client-failures',
  'address-failures',
  'authorizations',
  'open-by-address',
  'open-by-client',
  'login-starts',
  'forms',
  'person-logins',
  'person-mails',
  'mailbox-mails',
  'person-asked',
  'user-codes',
] as const

export type LimitName = (typeof limitNames)[number]

/** At most so many in every window of so many seconds. */
export interface Limit {
  readonly most: number
  readonly seconds: number
}

/** A limit that somebody has come to. */
export interface Reached extends Limit {
  readonly name: LimitName
  /** Whole seconds until it may go on; at least one. */
  readonly wait: number
}

/** Somebody does something too often. */
export class LimitReached extends Problem<'request.too-many'> {
  readonly reached: Reached

  constructor(reached: Reached) {
    super('request.too-many', `This was done too often; try again in ${reached.wait} seconds`)
    this.reached = reached
  }
}
