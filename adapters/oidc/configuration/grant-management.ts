import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import {
  changedGrantOf,
  type GrantManagement,
  grantActions,
} from '../../../server/domain/grants/grant-management.ts'
import { type GrantId, parseId } from '../../../server/domain/ids.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { clientOf } from '../clients/clients.ts'
import { speaking } from '../errors/to-oauth-error.ts'
import type { Materials } from '../issuer/materials.ts'

type Parameters = Readonly<Record<string, unknown>>

/** What an authorization that was let in does to a grant (Grant Management for OAuth 2.0, draft 03, section 6.1). */
export function managementIn({
  grant_management_action: action,
  grant_id: id,
}: Parameters): GrantManagement | undefined {
  if (action === 'create') return { action }
  const grantId = typeof id === 'string' ? parseId<GrantId>(id) : undefined
  return grantId && (action === 'merge' || action === 'replace') ? { action, grantId } : undefined
}

export type CheckedParameters = Readonly<Record<string, ((ctx: KoaContextWithOIDC) => Promise<void>) | null>>

/**
 * The parameters that name a grant, and what is wrong with them, wherever they come: whose grant it is counts as far as it is known
 * then. A person who is logged in later is judged later.
 */
export const managementParameters = (
  { managesGrants }: Pick<OAuthProfile, 'managesGrants'>,
  { inspectGrant }: Pick<Materials, 'inspectGrant'>,
): CheckedParameters =>
  managesGrants
    ? {
        grant_id: null,
        grant_management_action: speaking(async ({ oidc }: KoaContextWithOIDC) => {
          const parameters = oidc.params ?? {}
          const client = clientOf(oidc.client!)
          const isPublic = client.authentication === 'none'
          assertAction(parameters, { required: managesGrants.required && !isPublic })
          const { grant_management_action: action } = parameters
          if (action === undefined) return
          if (isPublic) throw new errors.UnauthorizedClient('A public client manages no grants')
          if (action === 'create') return
          const id = changedGrantOf({ management: managementIn(parameters) })
          const inspected = id ? await inspectGrant({ id, client }) : null
          if (inspected?.status !== 'active') throw invalidGrantId()
        }),
      }
    : {}

function assertAction(
  { grant_management_action: action, grant_id: id }: Parameters,
  rules: { required: boolean },
) {
  const refuse = (why: string): never => {
    throw new errors.InvalidRequest(why)
  }
  if (action === undefined) {
    if (id !== undefined) refuse('grant_id comes with grant_management_action only')
    if (rules.required) refuse('grant_management_action must be there')
    return
  }
  if (!grantActions.some(one => one === action)) refuse('grant_management_action is not supported')
  if (action === 'create' && id !== undefined) refuse('grant_id does not come with create')
  if (action !== 'create' && id === undefined) refuse('grant_id must be there with merge and replace')
}

const invalidGrantId = () =>
  new errors.CustomOIDCProviderError('invalid_grant_id', 'There is no such grant of this client')

/** What discovery says of it (section 5.1). */
export const grantManagementMetadata = ({
  issuer,
  managesGrants,
}: Pick<OAuthProfile, 'issuer' | 'managesGrants'>): object | undefined =>
  managesGrants && {
    grant_management_actions_supported: ['query', 'revoke', 'merge', 'replace', 'create'],
    grant_management_endpoint: `${issuer}${managesGrants.path}`,
    grant_management_action_required: managesGrants.required,
  }
