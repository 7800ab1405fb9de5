import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { Ids } from '../ports/ids.ts'
import type { SecretHasher } from '../ports/secret-hasher.ts'
import { keptInFile } from './private-file.ts'
import { rsaPair } from './rsa-pairs.ts'

const Jwk = z.record(z.string(), z.string())
/** A secret in clear and as it is kept. */
export const ClientSecret = z.object({
  secret: z.string(),
  kept: z.object({
    id: z.string(),
    method: z.enum(['sha256', 'scrypt']),
    digest: z.string(),
    createdAt: z.coerce.date(),
  }),
})

const DemoSecrets = z.object({
  clients: z.object({
    web: ClientSecret,
    machine: ClientSecret,
    resourceServer: ClientSecret,
    energyApp: ClientSecret,
    energyServer: ClientSecret,
  }),
  machineKey: Jwk,
  identityProvider: z.object({ clientSecret: z.string(), cookieKey: z.string(), signingKey: Jwk }),
})

/** Every secret of the demo: made on the first start, the same ones ever after. */
export type DemoSecrets = z.infer<typeof DemoSecrets>

interface Tools {
  readonly dataDir: string
  readonly ids: Pick<Ids, 'secret' | 'uuid'>
  readonly secrets: Pick<SecretHasher, 'generate'>
}

/** The secrets kept in the data directory, made there if there are none. Processes that start at once agree. */
export async function demoSecrets(tools: Tools): Promise<DemoSecrets> {
  const path = join(tools.dataDir, 'demo-secrets.json')
  const making = { make: () => makeSecrets(tools), name: tools.ids.uuid() }
  return DemoSecrets.parse(await keptInFile(path, making))
}

async function makeSecrets({ ids, secrets }: Tools): Promise<DemoSecrets> {
  return {
    clients: {
      web: secrets.generate(),
      machine: secrets.generate(),
      resourceServer: secrets.generate(),
      energyApp: secrets.generate(),
      energyServer: secrets.generate(),
    },
    machineKey: toJwk(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, 'ES256', ids.uuid()),
    identityProvider: {
      clientSecret: ids.secret(),
      cookieKey: ids.secret(),
      signingKey: toJwk((await rsaPair()).privateKey, 'RS256', ids.uuid()),
    },
  }
}

const toJwk = (key: KeyObject, alg: 'ES256' | 'RS256', kid: string): Record<string, string> =>
  Jwk.parse({ ...key.export({ format: 'jwk' }), alg, kid })
