import { z } from 'zod'
import {
  delegationId,
  longestTokenSeconds,
  type ScopeDelegation,
  type TokenScope,
} from '../domain/token-scope.ts'
import { duration, orgno, scopeValue, toSeconds } from './entry-parts.ts'

export const tokenScopeEntry = z.strictObject({
  scope: scopeValue,
  description: z.string().min(1).max(500),
  lasts: duration
    .refine(value => toSeconds(value) <= longestTokenSeconds, 'must be an hour at most')
    .default('2m')
    .describe('How long a token with it lasts'),
  owner: orgno.optional().describe('Whose API it opens; may ask whether tokens with it stand'),
  holders: z.array(orgno).optional().describe('Who may use it; everybody when not said'),
})

export const scopeDelegationEntry = z.strictObject({
  scope: scopeValue,
  consumer: orgno.describe('Who lets another use it'),
  supplier: orgno.describe('Who may use it in the name of the consumer'),
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
