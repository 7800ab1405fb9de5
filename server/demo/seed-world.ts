import type { PartyId } from '../domain/ids.ts'
import { organization, type PartyIdentifier, person } from '../domain/party.ts'
import type { ClientStore } from '../ports/registry/client-store.ts'
import { untilFurtherNotice } from '../domain/rights/party-right.ts'
import type { PartyRightStore } from '../ports/parties/party-rights.ts'
import type { PartyStore } from '../ports/parties/party-store.ts'
import type { RegistryStore } from '../ports/registry/registry-store.ts'
import type { DemoSecrets } from './demo-secrets.ts'
import { type Proofs, putClient } from './put-client.ts'
import { type ClientName, clientPlans } from './world/clients.ts'
import { organizations } from './world/organizations.ts'
import { guardianship, persons } from './world/persons.ts'
import { detailTypes } from './world/detail-types.ts'
import { purposes } from './world/purposes.ts'
import { resources } from './world/resources.ts'

interface Stores {
  readonly registry: Pick<RegistryStore, 'putResource' | 'putPurpose' | 'detailTypes'>
  readonly clients: Pick<ClientStore, 'registered' | 'save' | 'removedAmong'>
  readonly parties: Pick<PartyStore, 'findOrAdd'>
  readonly rights: Pick<PartyRightStore, 'give'>
}

/** Puts the demo world into the stores. Repeating it changes nothing. */
export async function seedWorld(
  stores: Stores,
  { publicUrl, secrets }: { publicUrl: string; secrets: DemoSecrets },
): Promise<void> {
  for (const resource of resources) await stores.registry.putResource(resource)
  for (const type of detailTypes) await stores.registry.detailTypes.put(type)
  for (const purpose of purposes) await stores.registry.putPurpose(purpose)
  for (const one of persons) await addParty(stores, person(one.nin), one)
  for (const one of Object.values(organizations)) await addParty(stores, organization(one.orgno), one)
  await giveGuardian(stores)
  for (const [name, plan] of Object.entries(clientPlans(publicUrl))) {
    await putClient(stores.clients, plan, proofsOf(name as ClientName, secrets))
  }
}

const addParty = (
  { parties }: Pick<Stores, 'parties'>,
  identifier: PartyIdentifier,
  { name, uuid }: { readonly name: string; readonly uuid?: string },
) => parties.findOrAdd(identifier, name, uuid as PartyId | undefined)

/** Sees and answers for her ward, until further notice. */
async function giveGuardian({ parties, rights }: Pick<Stores, 'parties' | 'rights'>): Promise<void> {
  const [actor, ward] = await Promise.all([
    parties.findOrAdd(person(guardianship.guardian)),
    parties.findOrAdd(person(guardianship.ward)),
  ])
  const right = {
    actor: actor.id,
    onBehalfOf: ward.id,
    resource: '*',
    action: '*',
    kind: 'guardian',
  } as const
  const validity = { from: guardianship.since, to: untilFurtherNotice }
  await rights.give([{ ...right, source: 'desk', validity, document: guardianship.document }], 'demo')
}

function proofsOf(name: ClientName, { clients, machineKey, fapiKeys }: DemoSecrets): Proofs {
  if (name === 'public' || name === 'mtls') return { secrets: [], keys: [] }
  if (name === 'machineKey') return byKey(machineKey)
  return name in fapiKeys
    ? byKey(fapiKeys[name as keyof typeof fapiKeys])
    : { secrets: [clients[name as keyof typeof clients].kept], keys: [] }
}

function byKey({ d: _secret, ...publicKey }: Record<string, string>): Proofs {
  return { secrets: [], keys: [{ ...publicKey, use: 'sig' }] }
}
