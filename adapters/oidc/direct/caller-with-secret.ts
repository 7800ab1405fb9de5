import type { IncomingMessage } from 'node:http'
import type { Client } from '../../../server/domain/registry/client.ts'
import { authenticateClient } from '../../../server/http/credentials.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import type { Materials } from '../issuer/materials.ts'
import { hasOneAuthorization } from '../middleware/read-parameters.ts'
import { presentedSecret } from './presented-secret.ts'

/** The client that authenticated with its secret in the way it is registered for; `undefined` whenever anything is off. */
export async function callerWithSecret(
  request: IncomingMessage,
  form: URLSearchParams,
  { profile, secrets }: { profile: OAuthProfile; secrets: Materials['secrets'] },
): Promise<Client | undefined> {
  if (!hasOneAuthorization(request)) return undefined
  const presented = presentedSecret(request.headers.authorization, form)
  return authenticateClient(presented, { face: profile.face, findClient: profile.findClient, secrets })
}
