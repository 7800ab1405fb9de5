import type { PartyId } from '../../../domain/ids.ts'
import type { Answer, OAuthDialect } from '../../../ports/oauth/oauth-dialect.ts'
import { readAuthorization, refuseAuthorization } from './authorization-request.ts'
import { discovery } from './discovery.ts'
import type { GjeldTools } from '../gjeld-tools.ts'
import { introspectionAnswer } from './introspection.ts'
import { readMachineRequest } from './machine-request.ts'

/** Where the service departs from the standards, as its clients expect. */
export function oauthDialect(tools: Pick<GjeldTools, 'audiences' | 'core' | 'ids'>): OAuthDialect {
  const { audiences, ids, core } = tools
  const subject = (party: PartyId, clientId: string): string =>
    ids.derivedUuid('gjeld', 'subject', clientId, party)

  return {
    readAuthorization: written => readAuthorization(written, audiences.debt),
    refuseAuthorization,
    readMachineRequest: (written, client) => readMachineRequest(audiences, written, client),
    grantTypes: ['authorization_code', 'client_credentials'],
    refusals: {
      declined: 'consent_denied',
      'login-cancelled': 'login_cancelled',
      'login-failed': 'server_error',
      left: 'server_error',
    },
    redirectErrors: {
      invalid_scope: 'invalid_scopes',
      invalid_target: 'invalid_scopes',
      access_denied: 'consent_denied',
      temporarily_unavailable: 'server_error',
    },
    subject,
    tokenAnswer,
    introspectionAnswer: (live, asked) =>
      introspectionAnswer(
        { core, subject: ({ party, clientId }) => (party ? subject(party, clientId) : clientId) },
        live,
        asked,
      ),
    discovery,
  }
}

/** `openid` comes last, where it was asked for. */
const tokenAnswer = ({ scope, id_token, ...answer }: Answer): Answer => ({
  ...answer,
  scope: id_token === undefined ? scope : `${String(scope)} openid`,
  token_type: 'bearer',
  ...(id_token !== undefined && { id_token }),
})
