import Provider, { type ClientMetadata, errors } from 'oidc-provider'
import { type Client, mayUse } from '../../../server/domain/registry/client.ts'
import { Problem } from '../../../server/domain/problem.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { toMetadata } from '../configuration/client-metadata.ts'
import type { Materials } from '../issuer/materials.ts'
import { type PresentedSecret, verifyAnew } from '../../../server/http/credentials.ts'
import { speaking } from '../errors/to-oauth-error.ts'
import { unauthenticated } from '../errors/unauthenticated.ts'

type EngineClient = InstanceType<Provider['Client']>
type Build = new (metadata: ClientMetadata) => EngineClient

interface Built {
  readonly source: Client
  readonly content: string
  readonly client: EngineClient
}

const kept = 10_000
const ours = new WeakMap<object, Client>()

/** The client behind the engine's one. */
export function clientOf(client: object): Client {
  const found = ours.get(client)
  if (!found) throw new Error('A client that is not ours')
  return found
}

/** RFC 6749 appendix A: what identifiers are written in. */
const identifier = /^[\x20-\x7e]{1,255}$/

/** Where a person's browser is, who is told more than that there is no such client. */
const isBeforePerson = (route: string | undefined): boolean => route === 'authorization' || route === 'resume'

const suspended = (): Problem => new Problem('client.suspended', 'The client is suspended for now')

/** Makes the engine read our clients and check their secrets by our hashes. */
export function useOurClients(
  provider: Provider,
  profile: OAuthProfile,
  { secrets, lanes, gate }: Pick<Materials, 'secrets' | 'lanes' | 'gate'>,
): void {
  const built = new Map<string, Built>()

  const make = (metadata: ClientMetadata, { detailTypes = [] }: Client): EngineClient => {
    const engineClient = new (provider.Client as unknown as Build)(metadata)
    // @NOTE As metadata it would make a client no good whose type is not registered any more.
    Object.assign(engineClient, { authorizationDetailsTypes: detailTypes })
    // @NOTE As metadata it would want a sector of clients with redirect URIs on several hosts; each client is its own.
    return profile.dialect ? Object.assign(engineClient, { subjectType: 'pairwise' }) : engineClient
  }

  /** Made again only when what the engine is told of it has changed. */
  const build = (source: Client): EngineClient => {
    const known = built.get(source.id)
    if (known?.source === source) return known.client
    const metadata = toMetadata(source)
    const content = JSON.stringify([metadata, source.detailTypes])
    const client = known?.content === content ? known.client : make(metadata, source)
    ours.set(client, source)
    if (!known && built.size >= kept) built.delete(built.keys().next().value ?? '')
    built.set(source.id, { source, content, client })
    return client
  }

  const verify = speaking(verifyAnew)

  const find = async (id: string): Promise<EngineClient | undefined> => {
    if (typeof id !== 'string' || !identifier.test(id)) return undefined
    const client = await profile.findClient(id)
    if (client?.face === profile.face) {
      lanes.isOf(id)
      return build(client)
    }
    if (isBeforePerson(Provider.ctx?.oidc?.route) && (await profile.isSuspended(id))) throw suspended()
    await secrets.verify(id, [])
    return undefined
  }

  Object.assign(provider.Client, { find: speaking(find) })
  Object.assign(provider.Client.prototype, {
    // RFC 6749 section 5.2; the engine would say `invalid_request`.
    grantTypeAllowed(this: EngineClient, type: string): boolean {
      const isAllowed = this.grantTypes?.includes(type) === true
      if (!isAllowed && Provider.ctx?.oidc?.params?.grant_type === type) throw notForClient()
      return isAllowed
    },
    async compareClientSecret(this: EngineClient, secret: string): Promise<boolean> {
      const client = clientOf(this)
      const used = presentedMethod()
      const method = mayUse(client, used) ? used : registeredMethod(client)
      const network = Provider.ctx ? gate.networkOf(Provider.ctx.req) : ''
      const presented = { id: client.id, secret, method }
      const { findClient } = profile
      const verified = await verify(client, presented, { findClient, secrets, gate, network })
      if (verified) assertMethod(verified, used)
      return verified !== undefined
    },
  })
}

/** A client registered for one way of sending its secret may not use the other. Who knows the secret is told so. */
function assertMethod(client: Client, used: PresentedSecret['method']): void {
  if (mayUse(client, used)) return
  throw unauthenticated(`the client must use ${client.authentication}, and used ${used}`)
}

const notForClient = () => new errors.UnauthorizedClient('The client is not registered for this grant type')

const registeredMethod = ({ authentication }: Client): PresentedSecret['method'] =>
  authentication === 'client_secret_post' ? 'client_secret_post' : 'client_secret_basic'

const presentedMethod = (): PresentedSecret['method'] =>
  Provider.ctx?.headers.authorization === undefined ? 'client_secret_post' : 'client_secret_basic'
