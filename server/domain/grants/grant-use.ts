import type { GrantId } from '../ids.ts'

/** One time the permission was used, shown to the giver. */
export interface GrantUse {
  readonly grantId: GrantId
  readonly at: Date
  readonly clientId: string
  /** What was done, in the resource server's words. */
  readonly what: string
  readonly traceId: string | undefined
}
