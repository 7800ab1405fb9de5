import { type OperatorScope, operatorScopes } from '../../domain/operators/operations.ts'
import type { Operator } from '../../domain/operators/operator.ts'
import { Problem } from '../../domain/problem.ts'
import type { Client } from '../../domain/registry/client.ts'
import type { Authenticate } from '../../http/api/api.ts'
import type { LiveToken } from '../../ports/oauth/token-inspector.ts'
import type { AdminTools } from './admin-tools.ts'
import { audienceAt, issuerFace } from './names.ts'

type CallerTools = Pick<AdminTools, 'tokens' | 'core' | 'managementUrl'>

/**
 * A client's own token for this API, in the header, with any scope of an operator that the client still has. What it takes more is
 * for the desk to say.
 */
export const authenticateOperator =
  (tools: CallerTools): Authenticate<Operator> =>
  async authorization => {
    const [, value] = /^bearer +([A-Za-z0-9._~+/-]{1,4096}=*)$/i.exec(authorization ?? '') ?? []
    const read = value === undefined ? undefined : await readToken(tools, value)
    if (!read) throw new Problem('caller.unauthenticated', 'Send a good access token as a bearer token')
    const { client, token } = read
    const scopes = scopesOf(token, client)
    if (scopes.size === 0)
      throw new Problem('caller.forbidden', 'The access token has no scope of an operator')
    return { id: client.id, name: client.name, door: 'api', scopes }
  }

/** A token of a person is none of an operator's, and one that is bound to a key is not good alone. */
async function readToken({ tokens, core, managementUrl }: CallerTools, value: string) {
  const token = await tokens.inspect(issuerFace, value)
  if (token?.kind !== 'ClientCredentials' || token.confirmation) return undefined
  if (managementUrl === undefined || token.audience !== audienceAt(managementUrl)) return undefined
  const client = await core.clientBehind({ face: issuerFace, ...token })
  return client && { token, client }
}

const scopesOf = ({ scopeString = '' }: LiveToken, { scopeValues }: Client): ReadonlySet<OperatorScope> => {
  const asked = scopeString.split(' ')
  return new Set(operatorScopes.filter(one => asked.includes(one) && scopeValues.includes(one)))
}
