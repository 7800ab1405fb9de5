import { managementScopes } from '../../../domain/grants/grant-management.ts'
import { type GrantId, parseId } from '../../../domain/ids.ts'
import { Problem } from '../../../domain/problem.ts'
import type { Client } from '../../../domain/registry/client.ts'
import type { Authenticate } from '../../../http/api/api.ts'
import type { LiveToken } from '../../../ports/oauth/token-inspector.ts'
import type { FaceTools } from '../../face-module.ts'
import { face, grantsPath } from '../oauth-profile.ts'
import { assertBound, judgedProof, type ProofTools, tokenRefused } from './proof-of-holder.ts'

/** A client, known by its token, and how it may look after its grants with it. */
export interface GrantManager {
  readonly client: Client
  readonly scopes: readonly string[]
}

export type ManagerTools = ProofTools & Pick<FaceTools, 'tokens' | 'core'>

/**
 * By an access token, a person's or the client's own, whatever API it is for. One that has died with the very grant that is asked
 * for is known still, so that its client learns that there is no such grant any more.
 */
export const authenticateManager =
  (tools: ManagerTools): Authenticate<GrantManager> =>
  async (authorization, request) => {
    const [, scheme = '', value = ''] =
      /^(bearer|dpop) +([A-Za-z0-9._~+/-]{1,16000}=*)$/i.exec(authorization ?? '') ?? []
    if (!value) throw tokenRefused()
    const proof = await judgedProof(tools, request, { scheme: scheme.toLowerCase(), token: value })
    const token = await findToken(tools, value, request.path)
    const client = token && (await tools.core.clientBehind({ face, ...token }))
    if (!token || !client) throw tokenRefused()
    await assertBound(tools, token, { request, proof })
    return { client, scopes: scopesOf(token, client) }
  }

async function findToken(
  { tokens }: Pick<FaceTools, 'tokens'>,
  value: string,
  path: string,
): Promise<LiveToken | undefined> {
  const token = await tokens.inspect(face, value)
  if (token) return token.kind === 'RefreshToken' ? undefined : token
  const ended = await tokens.inspectEnded(face, value)
  return ended?.kind === 'AccessToken' && ended.grantId === grantIn(path) ? ended : undefined
}

const grantIn = (path: string): GrantId | undefined => parseId(path.slice(grantsPath.length + 1))

/** As far as the client, which must be confidential, may ask for them still. */
function scopesOf(
  { kind, audience, scopeString = '', protocolScopes }: LiveToken,
  { scopeValues, authentication }: Client,
): readonly string[] {
  if (authentication === 'none') return []
  const isOwn = kind === 'ClientCredentials' && audience === undefined
  const asked = isOwn ? scopeString.split(' ') : protocolScopes
  return asked.filter(scope => managementScopes.includes(scope) && scopeValues.includes(scope))
}

/** Throws `caller.forbidden` for a token without the scope. */
export function assertManages({ scopes }: GrantManager, scope: string): void {
  if (scopes.includes(scope)) return
  throw new Problem('caller.forbidden', `The access token must have the scope ${scope}`)
}
