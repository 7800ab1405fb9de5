import type { OperatorRole } from '../../domain/operators/operator.ts'
import { roles, scopesOf } from '../../domain/operators/operator.ts'
import { organization } from '../../domain/party.ts'
import type { ClientPlan, FaceDemo } from '../face-module.ts'
import type { AdminTools } from './admin-tools.ts'
import { apiPath, audienceAt, issuerFace } from './names.ts'

const names: Readonly<Record<OperatorRole, string>> = {
  administrator: 'Administrator',
  support: 'Support desk',
  auditor: 'Auditor',
}

/** A program for each role, with all that goes with it. */
export const demo = ({ registry }: Pick<AdminTools, 'registry'>, managementUrl: string): FaceDemo => ({
  section: 'operators',
  clients: Object.fromEntries(roles.map(role => [role, plan(role, managementUrl)])),
  seed: () => removeFormer(registry, managementUrl),
  members: async clients => ({
    api: audienceAt(managementUrl),
    clients: Object.fromEntries(
      roles.map(role => [role, { ...clients[role], scope: scopesOf[role].join(' ') }]),
    ),
  }),
})

const plan = (role: OperatorRole, managementUrl: string): ClientPlan => ({
  id: `demo-${role}`,
  face: issuerFace,
  name: names[role],
  owner: organization('991825827'),
  ownerName: 'Testdirektoratet',
  onBehalfOf: undefined,
  authentication: 'client_secret',
  grantTypes: ['client_credentials'],
  redirectUris: [],
  postLogoutRedirectUris: [],
  audiences: [audienceAt(managementUrl)],
  scopeValues: scopesOf[role],
  purposes: [],
  resourceServerFor: undefined,
  settings: {},
})

/** In the demo the port is another one after each start. */
async function removeFormer(registry: AdminTools['registry'], managementUrl: string): Promise<void> {
  for (const { audience } of await registry.listResources()) {
    const isFormer = audience.endsWith(apiPath) && audience !== audienceAt(managementUrl)
    if (isFormer) await registry.removeResource(audience)
  }
}
