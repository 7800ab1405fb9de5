import { z } from 'zod'
import type { AuthorizationGrant } from '../../../domain/grants/authorization-grant.ts'
import { isIdentityScope } from '../../../domain/registry/scope.ts'
import { protocolScopesOf } from '../../../domain/requests/protocol-scopes.ts'

/** Draft 03, section 7.3. It has no other members. */
export const GrantDocument = z.strictObject({
  scopes: z
    .array(
      z.strictObject({
        scope: z.string().describe('Delimited by spaces'),
        resource: z
          .array(z.string())
          .optional()
          .describe('The API that they are of; the issuer itself when not said'),
      }),
    )
    .optional(),
  authorization_details: z
    .array(z.looseObject({ type: z.string() }))
    .optional()
    .describe('RFC 9396'),
  created_at: z.int().describe('Seconds since 1970'),
  last_updated_at: z.int(),
  expires_at: z.int(),
  updated_by: z.enum(['client', 'authorization_server']).optional().describe('Once it was changed'),
})

export type GrantDocument = z.infer<typeof GrantDocument>

export const grantDocument = (grant: AuthorizationGrant): GrantDocument => ({
  ...scopesOf(grant),
  ...(grant.details.length > 0 && { authorization_details: [...grant.details] }),
  created_at: seconds(grant.createdAt),
  last_updated_at: seconds(grant.changed?.at ?? grant.createdAt),
  expires_at: seconds(grant.validity.to),
  ...(grant.changed && { updated_by: 'client' as const }),
})

function scopesOf(grant: AuthorizationGrant): Pick<GrantDocument, 'scopes'> {
  const byApi = Map.groupBy(
    grant.scopes.filter(scope => !isIdentityScope(scope)),
    ({ resourceId }) => resourceId,
  )
  const own = protocolScopesOf(grant)
  const scopes = [
    ...[...byApi].map(([resource, given]) => ({
      scope: given.map(({ permission }) => permission).join(' '),
      resource: [resource],
    })),
    ...(own.length > 0 ? [{ scope: own.join(' ') }] : []),
  ]
  return scopes.length > 0 ? { scopes } : {}
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000)
