import type { IncomingMessage } from 'node:http'
import { Problem } from '../../../server/domain/problem.ts'
import type { Client } from '../../../server/domain/registry/client.ts'
import { authenticateClient } from '../../../server/http/credentials.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import type { Materials } from '../issuer/materials.ts'
import { hasOneAuthorization } from '../middleware/read-parameters.ts'
import { presentedSecret } from './presented-secret.ts'

/**
 * The client that authenticated with its secret in the way it is registered for; `undefined` whenever anything is off.
 * Throws `LimitReached` when it has been off too often.
 */
export async function callerWithSecret(
  request: IncomingMessage,
  form: URLSearchParams,
  { profile, secrets, gate }: Pick<Materials, 'secrets' | 'gate'> & { profile: OAuthProfile },
): Promise<Client | undefined> {
  if (!hasOneAuthorization(request)) return undefined
  const presented = presentedSecret(request.headers.authorization, form)
  const { face, findClient } = profile
  const network = gate.networkOf(request)
  const client = await authenticateClient(presented, { face, findClient, secrets, gate, network })
  const attempt = presented && { network, clientId: presented.id }
  if (client || !attempt || !(await gate.hindrance(attempt))) return client
  throw (await gate.failed(attempt)) ?? new Problem('caller.unauthenticated', 'The client is unknown')
}
