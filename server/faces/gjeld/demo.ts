import { organization } from '../../domain/party.ts'
import type { ClientPlan, FaceDemo } from '../face-module.ts'
import { agreementScope, debtScopes, face, feedScope } from './names.ts'
import type { GjeldTools } from './gjeld-tools.ts'
import { purposeId } from './purposes.ts'

/** Clients of the demo: A and B may do everything, C may only look up by itself, R is the register that asks. */
export const demo = ({ audiences, publicUrl }: Pick<GjeldTools, 'audiences' | 'publicUrl'>): FaceDemo => {
  const everything: Partial<ClientPlan> = {
    grantTypes: ['authorization_code', 'client_credentials'],
    audiences: [audiences.agreement, audiences.feed, audiences.debt],
    scopeValues: [agreementScope, feedScope, ...debtScopes],
    purposes: debtScopes.flatMap(scope => [purposeId(scope, 'once'), purposeId(scope, 'days')]),
  }
  return {
    members: async () => ({ audiences: audiences.names }),
    clients: {
      A: plan('1f0a6f3e-7d53-4c1a-9a51-5a3c0f5e0a01', 'SmekkFull Bank', '810419512', {
        ...everything,
        redirectUris: ['https://a.example/cb'],
      }),
      B: plan('1f0a6f3e-7d53-4c1a-9a51-5a3c0f5e0b02', 'Kolsaas og Flaam', '810418192', {
        ...everything,
        redirectUris: ['https://b.example/cb'],
      }),
      C: plan('1f0a6f3e-7d53-4c1a-9a51-5a3c0f5e0c03', 'Digitaliseringsdirektoratet', '991825827', {
        grantTypes: ['client_credentials'],
        audiences: [audiences.debt],
        scopeValues: ['debt.unsecured.presentation'],
        purposes: [purposeId('debt.unsecured.presentation', 'days')],
      }),
      R: plan('1f0a6f3e-7d53-4c1a-9a51-5a3c0f5e0d04', 'Lepsøy og Tonstad', '910493353', {
        resourceServerFor: audiences.debt,
      }),
      bank: plan('1f0a6f3e-7d53-4c1a-9a51-5a3c0f5e0e05', 'Fjordstraum', '455261620', {
        name: 'Demobanken',
        ...everything,
        redirectUris: [`${publicUrl}/demo/gjeld/callback`],
      }),
    },
  }
}

const plan = (id: string, name: string, orgno: string, more: Partial<ClientPlan>): ClientPlan => ({
  id,
  face,
  name,
  owner: organization(orgno),
  ownerName: name,
  onBehalfOf: undefined,
  authentication: 'client_secret_basic',
  grantTypes: [],
  redirectUris: [],
  postLogoutRedirectUris: [],
  audiences: [],
  scopeValues: [],
  purposes: [],
  resourceServerFor: undefined,
  settings: {},
  ...more,
})
