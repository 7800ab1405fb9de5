import { organization } from '../../domain/party.ts'
import { delegationId, type TokenScope } from '../../domain/registry/token-scope.ts'
import type { ClientPlan, FaceDemo } from '../face-module.ts'
import type { MaskinportenTools } from './maskinporten-tools.ts'
import { face, followScope } from './names.ts'

const [write, read] = ['altinn:consentrequests.write', 'altinn:consentrequests.read']
/** Registered on a client of the demo whose organization no longer holds it. */
const withdrawn = 'samtykke:demo.withdrawn'

const orgnos = {
  O1: '810419512',
  O2: '991825827',
  O3: '810418192',
  elhubSupplier1: '455261619',
  elhubSupplier2: '455261620',
  elhubSystem: '313131319',
}

/** Clients of the demo with a key each, the scopes that their organizations hold, and what O1 lets O3 do. */
export const demo = ({ registry }: Pick<MaskinportenTools, 'registry'>): FaceDemo => ({
  clients: {
    O1: {
      ...plan('5f0c7a10-3b52-4d8e-9a11-6e1d2c3b4a01', 'SmekkFull Bank', orgnos.O1, [write, read, withdrawn]),
      name: 'Demobanken',
    },
    O2: plan('5f0c7a10-3b52-4d8e-9a11-6e1d2c3b4a02', 'Digitaliseringsdirektoratet', orgnos.O2, [
      'altinn:consentrequests.org',
    ]),
    O3: plan('5f0c7a10-3b52-4d8e-9a11-6e1d2c3b4a03', 'Kolsaas og Flaam', orgnos.O3, [write, read]),
    am: plan('5f0c7a10-3b52-4d8e-9a11-6e1d2c3b4a04', 'Digitaliseringsdirektoratet', orgnos.O2, [
      'altinn:maskinporten/consent.read',
    ]),
    dataSource: plan('5f0c7a10-3b52-4d8e-9a11-6e1d2c3b4a08', 'Digitaliseringsdirektoratet', orgnos.O2, [
      followScope,
    ]),
    elhubSupplier1: plan('5f0c7a10-3b52-4d8e-9a11-6e1d2c3b4a05', 'Kraft og Sønn', orgnos.elhubSupplier1, [
      'elhub:balancesupplier',
    ]),
    elhubSupplier2: plan('5f0c7a10-3b52-4d8e-9a11-6e1d2c3b4a06', 'Fjordstraum', orgnos.elhubSupplier2, [
      'elhub:balancesupplier',
    ]),
    elhubSystem: plan('5f0c7a10-3b52-4d8e-9a11-6e1d2c3b4a07', 'Demonavet', orgnos.elhubSystem, [
      'elhub:system',
    ]),
  },
  shown: {
    O1: { scopes: [write, read], scopesWithoutGrant: [withdrawn] },
    elhubSupplier1: { gln: '0107000000021' },
    elhubSupplier2: { gln: '0107000000022' },
  },
  seed: async () => {
    for (const scope of scopes) await registry.tokenScopes.put(scope)
    for (const scope of [write, read]) {
      const delegation = { scope, consumer: orgnos.O1, supplier: orgnos.O3 }
      await registry.scopeDelegations.put({ ...delegation, id: delegationId(delegation), version: 0 })
    }
  },
})

const held = (id: string, description: string, holders: readonly string[]): TokenScope => ({
  id,
  version: 0,
  description,
  seconds: 120,
  holders,
})

const consumers = [orgnos.O1, orgnos.O3]
const suppliers = [orgnos.elhubSupplier1, orgnos.elhubSupplier2]

const scopes: readonly TokenScope[] = [
  held(write, 'Put consent requests and read them', consumers),
  held(read, 'Read consent requests', consumers),
  held('altinn:consentrequests.org', 'Put consent requests for others', [orgnos.O2]),
  held('altinn:maskinporten/consent.read', 'Look consents up', [orgnos.O2]),
  held(followScope, 'Ask whether tokens stand', [orgnos.O2]),
  held('elhub:balancesupplier', 'Act as a balance supplier', suppliers),
  held('elhub:system', 'Act as a system of the hub', [orgnos.elhubSystem]),
  held(withdrawn, 'Nothing any more', []),
]

const plan = (id: string, name: string, orgno: string, scopeValues: readonly string[]): ClientPlan => ({
  id,
  face,
  name,
  owner: organization(orgno),
  ownerName: name,
  onBehalfOf: undefined,
  authentication: 'private_key_jwt',
  grantTypes: ['jwt-bearer'],
  redirectUris: [],
  postLogoutRedirectUris: [],
  audiences: [],
  scopeValues,
  purposes: [],
  resourceServerFor: undefined,
  settings: {},
})
