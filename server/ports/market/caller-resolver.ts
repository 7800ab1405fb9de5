import type { LoginLevel } from '../../domain/requests/purpose.ts'

/** A party as the energy market names it. A person's id is the person directory's own. */
export interface MarketCaller {
  readonly type: 'OrganizationEntity' | 'Organization' | 'Person' | 'System'
  readonly id: string
}

/** What a caller shows of itself. Blank headers are absent ones. */
export interface CallerEvidence {
  readonly token: string
  readonly senderGln: string | undefined
  readonly onBehalfOfGln: string | undefined
  readonly onBehalfOfOrganization: string | undefined
  readonly traceId: string
}

/** `unavailable` is doubt about a caller who may be good. `level` is how sure the login of an end user was. */
export type CallerVerdict =
  | {
      readonly kind: 'party'
      readonly party: MarketCaller
      readonly clientId: string
      readonly level?: LoginLevel | undefined
    }
  | { readonly kind: 'unauthenticated' | 'forbidden' | 'unavailable' }

/** Says as which party of the market somebody calls. */
export interface CallerResolver {
  resolve(evidence: CallerEvidence): Promise<CallerVerdict>
}
