import type { Client } from '../../domain/registry/client.ts'
import { Problem } from '../../domain/problem.ts'
import type { Authenticate } from '../../http/api/api.ts'
import { authenticateClient, readBasic } from '../../http/credentials.ts'
import type { FaceTools } from '../face-module.ts'
import { face } from './oauth-profile.ts'

/** A client that is a resource server, with the audience it answers for. */
export type ResourceServer = Client & { readonly resourceServerFor: string }

/** By HTTP Basic with the client's id and secret, form-encoded first (RFC 6749 section 2.3.1). */
export const authenticateResourceServer =
  ({
    audit,
    clients,
    secrets,
    gate,
  }: Pick<FaceTools, 'audit' | 'clients' | 'secrets' | 'gate'>): Authenticate<ResourceServer> =>
  async (authorization, { network }) => {
    const read = readBasic(authorization)
    const presented = read && ({ ...read, method: 'client_secret_basic' } as const)
    const client = await authenticateClient(presented, {
      face,
      findClient: clients.find,
      secrets,
      gate,
      network,
    })
    if (!client) {
      if (read) audit.record({ what: 'client.refused', at: 'api', clientId: read.id })
      throw unauthenticated()
    }
    if (!isResourceServer(client)) throw new Problem('caller.forbidden', 'The client is no resource server')
    return client
  }

const isResourceServer = (client: Client): client is ResourceServer => client.resourceServerFor !== undefined

const unauthenticated = () => new Problem('caller.unauthenticated', 'Authenticate with HTTP Basic')
