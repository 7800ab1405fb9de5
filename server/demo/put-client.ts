import { isDeepStrictEqual } from 'node:util'
import type { Client } from '../domain/registry/client.ts'
import type { ClientPlan } from '../faces/face-module.ts'
import type { ClientStore } from '../ports/registry/client-store.ts'
import { demoPrivacy } from './world/demo-privacy.ts'

export type Proofs = Pick<Client, 'secrets' | 'keys'>

const attempts = 5

/**
 * Registers a client of the demo, unless it was removed; repeating it changes nothing. Two processes with secrets and keys
 * of their own may share one database: the other's newest stays good.
 */
export async function putClient(
  clients: Pick<ClientStore, 'registered' | 'save' | 'removedAmong'>,
  plan: ClientPlan,
  proofs: Proofs,
): Promise<void> {
  if ((await clients.removedAmong([plan.id])).has(plan.id)) return
  for (let attempt = 0; attempt < attempts; attempt++) {
    const standing = await clients.registered(plan.id)
    const others = (standing?.secrets ?? []).filter(({ id }) => proofs.secrets.every(own => own.id !== id))
    const otherKeys = (standing?.keys ?? []).filter(({ kid }) => proofs.keys.every(own => own.kid !== kid))
    const wanted: Client = {
      ...(plan.resourceServerFor === undefined && { privacy: demoPrivacy(plan.ownerName) }),
      ...plan,
      keys: [...proofs.keys, ...otherKeys].slice(0, 2),
      secrets: [...proofs.secrets, ...others].slice(0, 2),
      version: standing?.version ?? 0,
      suspendedAt: standing?.suspendedAt,
    }
    if (sameContent(standing, wanted) || (await clients.save(wanted))) return
  }
  throw new Error(`The demo client ${plan.id} is being changed by somebody else`)
}

/** As storage sees it: what is absent and what is undefined are one. */
const sameContent = (a: Client | undefined, b: Client): boolean =>
  a !== undefined && isDeepStrictEqual(asKept(a), asKept(b))

const asKept = (client: Client): unknown => JSON.parse(JSON.stringify(client))
