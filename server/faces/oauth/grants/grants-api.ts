import { OAuthError } from '../../../http/api/oauth-errors.ts'
import { api } from '../../../http/api/route.ts'
import { authenticateManager, type ManagerTools } from './authenticate-manager.ts'
import { grantErrors, grantRefusals } from './errors.ts'
import { queryGrant } from './query-grant.ts'
import { revokeOwnGrant } from './revoke-grant.ts'

/** Clients look after the grants that they have (Grant Management for OAuth 2.0, draft 03, section 7). */
export const grantsApi = (tools: ManagerTools) =>
  api({
    name: 'grants',
    prefix: '',
    mediaType: 'application/json',
    problems: grantErrors(tools),
    problemBody: OAuthError,
    refusals: grantRefusals,
    callerRefusals: ['caller.unauthenticated', 'caller.forbidden', 'request.malformed'],
    authenticate: authenticateManager(tools),
    nameOf: ({ client }) => client.id,
    routes: [queryGrant(tools), revokeOwnGrant(tools)],
  })
