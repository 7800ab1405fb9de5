import type { Client } from '../../domain/client.ts'
import { Problem } from '../../domain/problem.ts'
import type { Authenticate } from '../../http/api.ts'
import type { FaceTools } from '../face-module.ts'
import { face } from './oauth-profile.ts'

/** A client that is a resource server, with the audience it answers for. */
export type ResourceServer = Client & { readonly resourceServerFor: string }

/** By HTTP Basic with the client's id and secret, form-encoded first (RFC 6749 section 2.3.1). */
export const authenticateResourceServer =
  ({ clients, secrets }: Pick<FaceTools, 'clients' | 'secrets'>): Authenticate<ResourceServer> =>
  async authorization => {
    const { id, secret } = credentials(authorization)
    const client = await clients.find(id)
    const known = client?.face === face && client.authentication === 'client_secret_basic'
    if (!client || !known || !(await secrets.verify(secret, client.secrets))) throw unauthenticated()
    if (!isResourceServer(client)) throw new Problem('caller.forbidden', 'The client is no resource server')
    return client
  }

const isResourceServer = (client: Client): client is ResourceServer => client.resourceServerFor !== undefined

const unauthenticated = () => new Problem('caller.unauthenticated', 'Authenticate with HTTP Basic')

function credentials(authorization = ''): { id: string; secret: string } {
  const [, encoded] = /^basic ([A-Za-z0-9+/]+={0,2})$/i.exec(authorization) ?? []
  const text = encoded === undefined ? '' : decodedText(encoded)
  const [, id = '', secret = ''] = /^([^:]+):(.+)$/s.exec(text) ?? []
  if (!id || !secret) throw unauthenticated()
  return { id: formDecoded(id), secret: formDecoded(secret) }
}

function decodedText(encoded: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(encoded), byte => byte.charCodeAt(0)))
  } catch {
    throw unauthenticated()
  }
}

function formDecoded(value: string): string {
  const decoded = [...new URLSearchParams(`v=${value}`).values()][0] ?? ''
  if (!/^[\x20-\x7e]+$/.test(decoded)) throw unauthenticated()
  return decoded
}
