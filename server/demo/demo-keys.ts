import { join } from 'node:path'
import { importJWK, SignJWT } from 'jose'
import { z } from 'zod'
import type { DemoKey } from '../faces/tools/demo-tools.ts'
import type { Ids } from '../ports/ids.ts'
import { keptInFile } from './private-file.ts'
import { rsaPair } from './rsa-pairs.ts'

const Jwk = z.record(z.string(), z.string())
const Kept = z.object({ publicJwk: Jwk, privateJwk: Jwk })

interface Tools {
  readonly dataDir: string
  readonly ids: Pick<Ids, 'uuid'>
}

/** RSA keys by name, made on first sight and kept in the data directory. Processes that start at once agree. */
export function demoKeys({ dataDir, ids }: Tools): (name: string) => Promise<DemoKey> {
  const known = new Map<string, Promise<DemoKey>>()
  const find = async (name: string): Promise<DemoKey> => {
    const path = join(dataDir, 'demo-secrets', `${name}.json`)
    const making = { make: () => newKey(ids.uuid()), name: ids.uuid() }
    return usable(Kept.parse(await keptInFile(path, making)))
  }
  return name => {
    const key = known.get(name) ?? find(name)
    known.set(name, key)
    return key
  }
}

const usable = ({ publicJwk, privateJwk }: z.infer<typeof Kept>): DemoKey => ({
  publicJwk,
  privateJwk,
  sign: async claims =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: String(privateJwk.kid) })
      .sign(await importJWK(privateJwk, 'RS256')),
})

async function newKey(kid: string): Promise<z.infer<typeof Kept>> {
  const { publicKey, privateKey } = await rsaPair()
  const naming = { alg: 'RS256', use: 'sig', kid }
  return {
    publicJwk: Jwk.parse({ ...publicKey.export({ format: 'jwk' }), ...naming }),
    privateJwk: Jwk.parse({ ...privateKey.export({ format: 'jwk' }), ...naming }),
  }
}
