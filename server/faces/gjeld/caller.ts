import type { Client } from '../../domain/registry/client.ts'
import { Problem } from '../../domain/problem.ts'
import type { Authenticate } from '../../http/api/api.ts'
import type { LiveToken } from '../../ports/oauth/token-inspector.ts'
import { isDebtScope, face } from './names.ts'
import type { GjeldTools } from './gjeld-tools.ts'

/** The client that calls an API, and what its token allows. */
export interface Caller {
  readonly client: Client
  readonly token: LiveToken
  readonly scopes: readonly string[]
}

/** A token that came from a consent reaches only that one; a client's own token any consent of the client. */
export const isReached = ({ token: { grantId } }: Caller, consentId: string): boolean =>
  grantId === undefined || grantId === consentId

type Tools = Pick<GjeldTools, 'tokens' | 'core' | 'audiences'>

/** For the APIs that only a client's own tokens open: 401 without a good token, 403 with one for something else. */
export const authenticateMachine =
  (tools: Tools, api: 'agreement' | 'feed', scope: string): Authenticate<Caller> =>
  async authorization => {
    const caller = await callerOf(tools, authorization)
    if (!caller) throw new Problem('caller.unauthenticated', 'Send a good access token as a bearer token')
    const { token, client, scopes } = caller
    const meant = token.kind === 'ClientCredentials' && token.audience === tools.audiences[api]
    if (meant && scopes.includes(scope) && client.scopeValues.includes(scope)) return caller
    throw new Problem('caller.forbidden', 'The access token is for something else')
  }

/** For the debt API: 400 without an `Authorization` header, 403 with anything but a token for debt. */
export const authenticateDebtReader =
  (tools: Tools): Authenticate<Caller> =>
  async authorization => {
    if (authorization === undefined) {
      throw new Problem('request.malformed', 'The header Authorization is missing', {
        pointer: '/Authorization',
      })
    }
    const caller = await callerOf(tools, authorization)
    if (!caller) throw new Problem('caller.unauthenticated', 'Invalid access token')
    if (!isForDebt(caller, tools)) throw new Problem('caller.forbidden', 'Invalid access token')
    return caller
  }

const isForDebt = ({ token, scopes }: Caller, { audiences }: Tools): boolean =>
  token.audience === audiences.debt && scopes.some(isDebtScope)

async function callerOf(
  { tokens, core }: Tools,
  authorization: string | undefined,
): Promise<Caller | undefined> {
  const [, value] = /^bearer +([A-Za-z0-9._~+/-]{1,4096}=*)$/i.exec(authorization ?? '') ?? []
  const token = value === undefined ? undefined : await tokens.inspect(face, value)
  if (!token || token.kind === 'RefreshToken') return undefined
  const client = await core.clientBehind({ face, ...token })
  return client && { client, token, scopes: (token.scopeString ?? '').split(' ') }
}
