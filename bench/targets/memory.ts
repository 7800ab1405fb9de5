import { fileURLToPath } from 'node:url'
import { startChild } from '../../test/support/child-server.ts'
import type { AuthorizationServer } from './target.ts'

interface Ready {
  readonly url: string
  readonly secrets: { readonly machine: string; readonly resourceServer: string; readonly web: string }
  readonly audiences: AuthorizationServer['audiences']
  readonly redirectUri: string
}

/** Bare oidc-provider with its in-memory adapter. */
export async function startMemoryServer(): Promise<AuthorizationServer> {
  const child = await startChild({
    file: fileURLToPath(new URL('./memory-server.ts', import.meta.url)),
    readyWord: 'ready',
    env: { NODE_ENV: 'production' },
    stderr: 'ignore',
  })
  const { url, secrets, audiences, redirectUri } = JSON.parse(child.ready) as Ready
  return {
    name: 'bare oidc-provider, in memory',
    pid: child.pid,
    stop: async () => void (await child.stop()),
    tokenUrl: `${url}/token`,
    authorizeUrl: `${url}/auth`,
    introspectUrl: `${url}/token/introspection`,
    revokeUrl: `${url}/token/revocation`,
    audiences,
    scopes: { opaque: 'debt.read', jwt: 'debt.read' },
    machine: { id: 'machine', secret: secrets.machine },
    resourceServer: { id: 'rs', secret: secrets.resourceServer },
    login: {},
    web: { id: 'web', secret: secrets.web, redirectUri, scopeString: 'openid debt.read' },
  }
}
