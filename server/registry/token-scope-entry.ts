import { z } from 'zod'
import {
  delegationId,
  loginScopes,
  longestTokenSeconds,
  type ScopeDelegation,
  type TokenScope,
} from '../domain/registry/token-scope.ts'
import { durationWithin, label, orgno, scopeValue, toSeconds } from './entry-parts.ts'

export const tokenScopeEntry = z.strictObject({
  scope: scopeValue.refine(value => !loginScopes.includes(value), 'is for logins'),
  description: label(500),
  lasts: durationWithin(longestTokenSeconds, 'must be an hour at most')
    .default('2m')
    .describe('How long a token with it lasts'),
  owner: orgno.optional().describe('Whose API it opens; may ask whether tokens with it stand'),
  holders: z.array(orgno).optional().describe('Who may use it; everybody when not said'),
})

export const scopeDelegationEntry = z
  .strictObject({
    scope: scopeValue,
    consumer: orgno.describe('Who lets another use it'),
    supplier: orgno.describe('Who may use it in the name of the consumer'),
  })
  .refine(({ consumer, supplier }) => consumer !== supplier, {
    path: ['supplier'],
    message: 'must be another organization than the consumer',
  })

type TokenScopeEntry = z.infer<typeof tokenScopeEntry>
type ScopeDelegationEntry = z.infer<typeof scopeDelegationEntry>

export const toTokenScope = ({ scope, lasts, ...entry }: TokenScopeEntry): TokenScope => ({
  ...entry,
  id: scope,
  version: 0,
  seconds: toSeconds(lasts),
})

export const toScopeDelegation = (entry: ScopeDelegationEntry): ScopeDelegation => ({
  ...entry,
  id: delegationId(entry),
  version: 0,
})
