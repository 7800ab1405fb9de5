import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { removeDataDir, startSamtykke } from '../../test/support/samtykke-process.ts'
import { benchAudiences, benchRedirectUri, benchRegistry } from './bench-registry.ts'
import type { AuthorizationServer } from './target.ts'

const built = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url))

/** A whole samtykke, as it is published, in the demo world with the bench's clients; on the embedded database without a URL. */
export async function startSamtykkeServer({
  name,
  databaseUrl,
  main = built,
  env = {},
}: {
  name: string
  databaseUrl?: string
  /** Another program that starts it. */
  main?: string
  env?: Readonly<Record<string, string>>
}): Promise<AuthorizationServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'samtykke-bench-'))
  const { file, secrets } = benchRegistry()
  const registryFile = join(dataDir, 'bench.json')
  await writeFile(registryFile, JSON.stringify(file), { mode: 0o600 })
  const server = await startSamtykke({
    main,
    dataDir,
    env: {
      NODE_ENV: 'production',
      SAMTYKKE_REGISTRY_FILE: registryFile,
      SAMTYKKE_LOG_LEVEL: 'warn',
      ...env,
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
    },
    stderr: 'inherit',
  })
  const { publicUrl } = server
  const stop = async () => {
    await server.stop()
    await removeDataDir(server)
  }
  return {
    name,
    pid: server.pid,
    stop,
    tokenUrl: `${publicUrl}/token`,
    authorizeUrl: `${publicUrl}/authorize`,
    introspectUrl: `${publicUrl}/introspect`,
    revokeUrl: `${publicUrl}/revoke`,
    audiences: benchAudiences,
    scopes: { opaque: 'debt.read', jwt: 'debt.read' },
    machine: { id: 'bench-machine', secret: secrets.machine },
    resourceServer: { id: 'bench-rs', secret: secrets.resourceServer },
    login: { pid: server.demo.persons[0]?.nin ?? '', outcome: 'login' },
    web: {
      id: 'bench-web',
      secret: secrets.web,
      redirectUri: benchRedirectUri,
      scopeString: 'openid debt.read',
    },
  }
}
