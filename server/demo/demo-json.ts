import { join } from 'node:path'
import type { Resource } from '../domain/registry/resource.ts'
import type { Ids } from '../ports/ids.ts'
import type { ClientCertificate } from './authority/kept-client-certificate.ts'
import type { DemoSecrets } from './demo-secrets.ts'
import type { ShownClient } from '../faces/face-module.ts'
import { replacePrivateFile } from './private-file.ts'
import { clientPlans } from './world/clients.ts'
import { shownDetails } from './world/detail-types.ts'
import { organizations } from './world/organizations.ts'
import { persons } from './world/persons.ts'
import { insurance, resources } from './world/resources.ts'

interface ShownSecrets extends DemoSecrets {
  readonly mtls: ClientCertificate
  readonly certificateHeader: string
}

/** What a face has added to the demo. */
export interface ShownFace {
  readonly name: string
  readonly issuer: string | undefined
  readonly clients: Readonly<Record<string, ShownClient>>
  readonly members: Readonly<Record<string, unknown>>
}

/** Everything that a script outside needs to use the demo. */
export function demoJson(publicUrl: string, secrets: ShownSecrets, faces: readonly ShownFace[] = []) {
  return {
    publicUrl,
    issuers: { oauth: publicUrl, ...issuersOf(faces) },
    clients: { oauth: oauthClients(publicUrl, secrets), ...clientsOf(faces) },
    persons,
    organizations: Object.values(organizations),
    resources: resources.map(asShown),
    authorizationDetails: shownDetails,
    jwtAudience: {
      ...asShown(insurance),
      resourceServer: shownSecrets(publicUrl, secrets.clients)('insuranceServer'),
    },
    ...membersOf(faces),
  }
}

const asShown = ({ audience, scopes }: Resource) => ({ audience, scopes: scopes.map(({ value }) => value) })

export type DemoJson = ReturnType<typeof demoJson>

const issuersOf = (faces: readonly ShownFace[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    faces.flatMap(({ name, issuer }) => (issuer === undefined ? [] : [[name, issuer] as const])),
  )

const clientsOf = (faces: readonly ShownFace[]): Readonly<Record<string, ShownFace['clients']>> =>
  bySection(faces, ({ clients }) => clients)

const membersOf = (faces: readonly ShownFace[]): Readonly<Record<string, unknown>> =>
  bySection(faces, ({ members }) => members)

/** What faces add, several of which may share a section; none for those that add nothing. */
function bySection<T>(
  faces: readonly ShownFace[],
  added: (face: ShownFace) => Readonly<Record<string, T>>,
): Readonly<Record<string, Readonly<Record<string, T>>>> {
  const sections = Map.groupBy(faces, ({ name }) => name)
  const merged = [...sections].map(
    ([name, sharing]) => [name, Object.assign({}, ...sharing.map(added))] as const,
  )
  return Object.fromEntries(merged.filter(([, members]) => Object.keys(members).length > 0))
}

const shownSecrets =
  (publicUrl: string, clients: DemoSecrets['clients']) => (name: keyof typeof clients) => ({
    client_id: clientPlans(publicUrl)[name].id,
    client_secret: clients[name].secret,
  })

function oauthClients(
  publicUrl: string,
  { clients, machineKey, fapiKeys, mtls, certificateHeader }: ShownSecrets,
) {
  const plans = clientPlans(publicUrl)
  const withSecret = shownSecrets(publicUrl, clients)
  const redirects = (name: keyof typeof plans) => ({ redirect_uris: plans[name].redirectUris })
  const withKey = (name: keyof typeof fapiKeys) => ({
    client_id: plans[name].id,
    jwk: fapiKeys[name],
    ...redirects(name),
  })
  const audience = (name: keyof typeof plans) => ({ audience: plans[name].resourceServerFor ?? '' })
  return {
    web: { ...withSecret('web'), ...redirects('web') },
    anyMethod: { ...withSecret('anyMethod'), ...redirects('anyMethod') },
    noPkce: { ...withSecret('noPkce'), ...redirects('noPkce') },
    public: { client_id: plans.public.id, ...redirects('public') },
    fapi: withKey('fapi'),
    fapiOther: withKey('fapiOther'),
    fapiSigned: withKey('fapiSigned'),
    mtls: { client_id: plans.mtls.id, ...mtls, header: certificateHeader, ...redirects('mtls') },
    device: withSecret('device'),
    machine: withSecret('machine'),
    processor: { ...withSecret('processor'), mayActFor: 'web' },
    machineKey: { client_id: plans.machineKey.id, jwk: machineKey },
    resourceServer: { ...withSecret('resourceServer'), ...audience('resourceServer') },
    energyApp: { ...withSecret('energyApp'), ...redirects('energyApp') },
    energyServer: { ...withSecret('energyServer'), ...audience('energyServer') },
  }
}

interface Writing {
  readonly dataDir: string
  readonly content: DemoJson
  readonly ids: Pick<Ids, 'uuid'>
}

/** Writes `demo.json` into the data directory, for its owner's eyes only. */
export const writeDemoJson = ({ dataDir, content, ids }: Writing): Promise<void> =>
  replacePrivateFile(join(dataDir, 'demo.json'), content, ids.uuid())
