import { managementScopes } from '../../domain/grants/grant-management.ts'
import { organization } from '../../domain/party.ts'
import { underFapi2 } from '../../domain/registry/fapi2.ts'
import type { Resource } from '../../domain/registry/resource.ts'
import type { ClientPlan } from '../../faces/face-module.ts'
import { organizations } from './organizations.ts'
import { altinnConsent, usualTypes } from './detail-types.ts'
import { energyAdvice, loanApplication, overview } from './purposes.ts'
import { energy, finances, insurance } from './resources.ts'

const aboutPerson = ['profile', 'pid']

/** Beside the scopes of APIs; those by which it looks after its grants, too. */
const managing = [...aboutPerson, ...managementScopes]

export type ClientName = keyof ReturnType<typeof clientPlans>

/** Where a script on the same machine may listen for the answer. */
const scriptCallback = 'http://127.0.0.1:9999/cb'

/** As `web` does, and called back by a script alone. */
const asksPersons: Partial<ClientPlan> = {
  grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
  redirectUris: [scriptCallback],
  purposes: [overview.id, loanApplication.id],
  detailTypes: usualTypes,
  ...mayAsk([finances, insurance], aboutPerson),
}

/** The same under FAPI 2.0. */
const asksSafely: Partial<ClientPlan> = {
  ...asksPersons,
  authentication: 'private_key_jwt',
  grantTypes: [...asksPersons.grantTypes!, 'device_code', 'ciba'],
  redirectUris: ['https://127.0.0.1:9999/cb'],
  ...mayAsk([finances, insurance], managing),
}

/** The clients of the house issuer, by the names that `demo.json` knows them by. */
export const clientPlans = (publicUrl: string) => ({
  web: plan('demo-web', 'Demobanken', organizations.bank, {
    grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
    redirectUris: [`${publicUrl}/demo/callback`, scriptCallback],
    postLogoutRedirectUris: [`${publicUrl}/demo`],
    purposes: [overview.id, loanApplication.id],
    detailTypes: usualTypes,
    ...mayAsk([finances, insurance], managing),
  }),
  anyMethod: plan('demo-any-method', 'Demobanken med andre vaner', organizations.bank, {
    ...asksPersons,
    ...mayAsk([finances, insurance], managing),
    detailTypes: [...usualTypes, altinnConsent.id],
  }),
  noPkce: plan('demo-no-pkce', 'Demobanken uten PKCE', organizations.bank, {
    ...asksPersons,
    pkceOptional: true,
  }),
  fapi: underFapi2(plan('demo-fapi', 'Demobanken under FAPI', organizations.bank, asksSafely)),
  fapiOther: underFapi2(plan('demo-fapi-other', 'Demobanken også', organizations.bank, asksSafely)),
  fapiSigned: underFapi2(
    plan('demo-fapi-signed', 'Demobanken med signatur', organizations.bank, {
      ...asksSafely,
      signsRequests: true,
      answerAlgorithm: 'ES256',
    }),
  ),
  mtls: plan('demo-mtls', 'Demobanken med sertifikat', organizations.bank, {
    ...asksSafely,
    authentication: 'tls_client_auth',
    certificateSubject: { member: 'tls_client_auth_subject_dn', value: 'CN=demo-mtls,O=Demobanken,C=NO' },
    boundTokens: 'mtls',
  }),
  public: plan('demo-public', 'Demobanken på mobil', organizations.bank, {
    authentication: 'none',
    grantTypes: ['authorization_code', 'refresh_token'],
    redirectUris: [scriptCallback],
    purposes: [overview.id, loanApplication.id],
    detailTypes: usualTypes,
    ...mayAsk([finances], aboutPerson),
  }),
  processor: plan('demo-processor', 'Demoregnskap', organizations.supplier, {
    grantTypes: ['token-exchange', 'client_credentials'],
    mayActFor: ['demo-web'],
    ...mayAsk([finances, insurance]),
  }),
  device: plan('demo-device', 'Demobanken i filialen', organizations.bank, {
    ...asksPersons,
    grantTypes: ['device_code', 'ciba', 'refresh_token'],
    redirectUris: [],
  }),
  machine: plan('demo-machine', 'Demomaskin', organizations.supplier, { grantTypes: ['client_credentials'] }),
  machineKey: plan('demo-machine-key', 'Demomaskin med nøkkel', organizations.supplier, {
    authentication: 'private_key_jwt',
    grantTypes: ['client_credentials'],
  }),
  resourceServer: plan('demo-resource-server', 'Demoregisteret', organizations.register, {
    audiences: [],
    scopeValues: [],
    resourceServerFor: finances.audience,
    introspectionAlgorithm: 'ES256',
  }),
  energyApp: plan('demo-energy-app', 'Demostrøm', organizations.energySupplier, {
    grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
    redirectUris: [scriptCallback],
    purposes: [energyAdvice.id],
    ...mayAsk([energy]),
  }),
  energyServer: plan('demo-energy-server', 'Demomålerne', organizations.register, {
    audiences: [],
    scopeValues: [],
    resourceServerFor: energy.audience,
  }),
  insuranceServer: plan('demo-insurance-server', 'Demoforsikringene', organizations.register, {
    audiences: [],
    scopeValues: [],
    resourceServerFor: insurance.audience,
  }),
})

const plan = (
  id: string,
  name: string,
  owner: { readonly orgno: string; readonly name: string },
  more: Partial<ClientPlan>,
): ClientPlan => ({
  id,
  face: 'oauth',
  name,
  owner: organization(owner.orgno),
  ownerName: owner.name,
  onBehalfOf: undefined,
  authentication: 'client_secret',
  grantTypes: [],
  redirectUris: [],
  postLogoutRedirectUris: [],
  ...mayAsk([finances]),
  purposes: [],
  resourceServerFor: undefined,
  settings: {},
  ...more,
})

/** Every scope of these APIs. The first is meant when none is named. */
function mayAsk(apis: readonly [Resource, ...Resource[]], more: readonly string[] = []) {
  const [first, ...others] = apis
  return {
    audiences: apis.map(({ audience }) => audience),
    ...(others.length > 0 && { defaultAudience: first.audience }),
    scopeValues: [...apis.flatMap(({ scopes }) => scopes.map(scope => scope.value)), ...more],
  }
}
