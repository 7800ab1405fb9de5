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

/** Of clients that came later: data directories of before have a file without them. */
const LaterSecrets = z.object({ anyMethod: ClientSecret, noPkce: ClientSecret })

/** The same for those that came later still. */
const LatestSecrets = z.object({ insuranceServer: ClientSecret })

/** Of the processor, which came after these. */
const ProcessorSecret = z.object({ processor: ClientSecret })

/** And of the one without a browser. */
const DeviceSecret = z.object({ device: ClientSecret })

/** Of where operators log in, which came last. */
const OperatorLogin = z.object({ clientSecret: z.string(), cookieKey: z.string(), signingKey: Jwk })

const FapiKeys = z.object({ fapi: Jwk, fapiOther: Jwk, fapiSigned: Jwk })

const FirstSecrets = z.object({
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
export type DemoSecrets = z.infer<typeof FirstSecrets> & {
  readonly clients: z.infer<typeof LaterSecrets> &
    z.infer<typeof LatestSecrets> &
    z.infer<typeof ProcessorSecret> &
    z.infer<typeof DeviceSecret>
  readonly operatorLogin: z.infer<typeof OperatorLogin>
  /** Private keys of clients under FAPI 2.0. */
  readonly fapiKeys: z.infer<typeof FapiKeys>
}

interface Tools {
  readonly dataDir: string
  readonly ids: Pick<Ids, 'secret' | 'uuid'>
  readonly secrets: Pick<SecretHasher, 'generate'>
}

/** The secrets kept in the data directory, made there if there are none. Processes that start at once agree. */
export async function demoSecrets(tools: Tools): Promise<DemoSecrets> {
  const kept = (file: string, make: () => Promise<unknown>) =>
    keptInFile(join(tools.dataDir, file), { make, name: tools.ids.uuid() })
  const [first, later, latest, processor, device, fapi, operators] = await Promise.all([
    kept('demo-secrets.json', () => makeSecrets(tools)),
    kept('demo-secrets/oauth.json', async () => makeLaterSecrets(tools)),
    kept('demo-secrets/insurance.json', async () => ({ insuranceServer: tools.secrets.generate() })),
    kept('demo-secrets/processor.json', async () => ({ processor: tools.secrets.generate() })),
    kept('demo-secrets/device.json', async () => ({ device: tools.secrets.generate() })),
    kept('demo-secrets/fapi.json', async () => makeFapiKeys(tools)),
    kept('demo-secrets/operators.json', async () => makeOperatorLogin(tools)),
  ])
  const secrets = FirstSecrets.parse(first)
  const clients = {
    ...secrets.clients,
    ...LaterSecrets.parse(later),
    ...LatestSecrets.parse(latest),
    ...ProcessorSecret.parse(processor),
    ...DeviceSecret.parse(device),
  }
  return {
    ...secrets,
    clients,
    fapiKeys: FapiKeys.parse(fapi),
    operatorLogin: OperatorLogin.parse(operators),
  }
}

const makeLaterSecrets = ({ secrets }: Pick<Tools, 'secrets'>) => ({
  anyMethod: secrets.generate(),
  noPkce: secrets.generate(),
})

const makeFapiKeys = ({ ids }: Pick<Tools, 'ids'>) => ({
  fapi: ecKey(ids),
  fapiOther: ecKey(ids),
  fapiSigned: ecKey(ids),
})

const makeOperatorLogin = ({ ids }: Pick<Tools, 'ids'>): z.infer<typeof OperatorLogin> => ({
  clientSecret: ids.secret(),
  cookieKey: ids.secret(),
  signingKey: ecKey(ids),
})

const ecKey = (ids: Tools['ids']): Record<string, string> =>
  toJwk(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, 'ES256', ids.uuid())

async function makeSecrets({ ids, secrets }: Tools): Promise<z.infer<typeof FirstSecrets>> {
  return {
    clients: {
      web: secrets.generate(),
      machine: secrets.generate(),
      resourceServer: secrets.generate(),
      energyApp: secrets.generate(),
      energyServer: secrets.generate(),
    },
    machineKey: ecKey(ids),
    identityProvider: {
      clientSecret: ids.secret(),
      cookieKey: ids.secret(),
      signingKey: toJwk((await rsaPair()).privateKey, 'RS256', ids.uuid()),
    },
  }
}

const toJwk = (key: KeyObject, alg: 'ES256' | 'RS256', kid: string): Record<string, string> =>
  Jwk.parse({ ...key.export({ format: 'jwk' }), alg, kid })
