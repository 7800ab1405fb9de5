import { join } from 'node:path'
import type { ClientPlan } from '../faces/face-module.ts'
import type { ClientStore } from '../ports/client-store.ts'
import type { Ids } from '../ports/ids.ts'
import type { SecretHasher } from '../ports/secret-hasher.ts'
import { ClientSecret } from './demo-secrets.ts'
import { addPrivateFile, readPrivateFile } from './private-file.ts'
import { putClient } from './put-client.ts'

interface Tools {
  readonly dataDir: string
  readonly ids: Pick<Ids, 'uuid'>
  readonly secrets: Pick<SecretHasher, 'generate'>
  readonly clients: Pick<ClientStore, 'find' | 'save'>
}

/** A client of a face as `demo.json` shows it. */
export interface ShownClient {
  readonly client_id: string
  readonly client_secret: string
  readonly redirect_uris?: readonly string[]
  readonly audience?: string
}

/** Registers a face's clients of the demo, with secrets that are made on the first start and kept ever after. */
export async function faceClients(
  tools: Tools,
  face: string,
  plans: Readonly<Record<string, ClientPlan>>,
): Promise<Readonly<Record<string, ShownClient>>> {
  const shown: Record<string, ShownClient> = {}
  for (const [name, plan] of Object.entries(plans)) {
    const { secret, kept } = await secretOf(tools, `${face}-${name}`)
    await putClient(tools.clients, plan, { secrets: [kept], keys: [] })
    shown[name] = toShown(plan, secret)
  }
  return shown
}

/** Processes that start at once agree. */
async function secretOf({ dataDir, ids, secrets }: Tools, name: string) {
  const path = join(dataDir, 'demo-secrets', `${name}.json`)
  if ((await readPrivateFile(path)) === undefined) {
    await addPrivateFile(path, secrets.generate(), ids.uuid())
  }
  return ClientSecret.parse(await readPrivateFile(path))
}

const toShown = ({ id, redirectUris, resourceServerFor }: ClientPlan, secret: string): ShownClient => ({
  client_id: id,
  client_secret: secret,
  ...(redirectUris.length > 0 && { redirect_uris: redirectUris }),
  ...(resourceServerFor !== undefined && { audience: resourceServerFor }),
})
