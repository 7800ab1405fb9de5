import { join } from 'node:path'
import type { ClientPlan, FaceDemo, ShownClient } from '../faces/face-module.ts'
import type { DemoKey } from '../faces/tools/demo-tools.ts'
import type { ClientStore } from '../ports/registry/client-store.ts'
import type { Ids } from '../ports/ids.ts'
import type { SecretHasher } from '../ports/secret-hasher.ts'
import { ClientSecret } from './demo-secrets.ts'
import { keptInFile } from './private-file.ts'
import { type Proofs, putClient } from './put-client.ts'

interface Tools {
  readonly dataDir: string
  readonly ids: Pick<Ids, 'uuid'>
  readonly secrets: Pick<SecretHasher, 'generate'>
  readonly clients: Pick<ClientStore, 'registered' | 'save' | 'removedAmong'>
  readonly keys: (name: string) => Promise<DemoKey>
}

interface Proven {
  readonly proofs: Proofs
  readonly shown: Pick<ShownClient, 'client_secret' | 'jwk' | 'orgno' | 'scopes'>
}

/** Registers a face's clients of the demo, with secrets and keys that are made on the first start and kept ever after. */
export async function faceClients(
  tools: Tools,
  face: string,
  { clients = {}, shown = {} }: FaceDemo,
): Promise<Readonly<Record<string, ShownClient>>> {
  const one = async ([name, plan]: [string, ClientPlan]): Promise<[string, ShownClient]> => {
    const proven = await prove(tools, plan, `${face}-${name}`)
    await putClient(tools.clients, plan, proven.proofs)
    return [name, { ...toShown(plan), ...proven.shown, ...shown[name] }]
  }
  return Object.fromEntries(await Promise.all(Object.entries(clients).map(one)))
}

const prove = (tools: Tools, plan: ClientPlan, name: string): Promise<Proven> =>
  plan.authentication === 'private_key_jwt' ? proveByKey(tools, plan, name) : proveBySecret(tools, name)

async function proveByKey(
  { keys }: Tools,
  { owner, scopeValues }: ClientPlan,
  name: string,
): Promise<Proven> {
  const { publicJwk, privateJwk } = await keys(name)
  return {
    proofs: { secrets: [], keys: [publicJwk] },
    shown: { orgno: owner.value, jwk: privateJwk, scopes: scopeValues },
  }
}

/** Processes that start at once agree. */
async function proveBySecret({ dataDir, ids, secrets }: Tools, name: string): Promise<Proven> {
  const path = join(dataDir, 'demo-secrets', `${name}.json`)
  const making = { make: async () => secrets.generate(), name: ids.uuid() }
  const { secret, kept } = ClientSecret.parse(await keptInFile(path, making))
  return { proofs: { secrets: [kept], keys: [] }, shown: { client_secret: secret } }
}

const toShown = ({ id, redirectUris, resourceServerFor }: ClientPlan): ShownClient => ({
  client_id: id,
  ...(redirectUris.length > 0 && { redirect_uris: redirectUris }),
  ...(resourceServerFor !== undefined && { audience: resourceServerFor }),
})
