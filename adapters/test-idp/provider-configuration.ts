import { type Configuration, interactionPolicy, type JWK, type KoaContextWithOIDC } from 'oidc-provider'
import type { Accounts } from './accounts.ts'
import { memoryModels } from './memory-models.ts'
import type { TestIdpSettings } from './settings.ts'

const { base, Check, Prompt } = interactionPolicy
const minute = 60

export const cookieNames = ({ cookies }: Pick<Accounts, 'cookies'>) => ({
  session: `${cookies}_session`,
  interaction: `${cookies}_interaction`,
  resume: `${cookies}_resume`,
})

/** An issuer of one client that forgets everybody at once: each login shows the form. */
export const providerConfiguration = (settings: TestIdpSettings): Configuration => ({
  adapter: memoryModels(() => settings.clock.now()),
  acrValues: [...settings.accounts.acrValues],
  claims: { openid: ['sub', ...settings.accounts.claims] },
  clients: [client(settings)],
  cookies: { keys: [settings.cookieKey], names: cookieNames(settings.accounts) },
  discovery: {
    end_session_endpoint: `${settings.issuer}/logout`,
    ui_locales_supported: ['nb', 'nn', 'en'],
  },
  features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
  findAccount: async (_context, subject) => account(settings.accounts, subject),
  interactions: { policy: alwaysLogIn(), url: (_context, { uid }) => `${settings.issuer}/login/${uid}` },
  jwks: { keys: [settings.signingKey as JWK] },
  loadExistingGrant: grantEverything,
  pkce: { required: () => true },
  renderError: (context, { error }) => {
    context.type = 'html'
    context.body = settings.renderer.page('demo/test-idp-error', 'nb', { error })
  },
  responseTypes: ['code'],
  routes: { authorization: '/authorize', token: '/token', jwks: '/jwks', userinfo: '/userinfo' },
  scopes: ['openid', 'profile'],
  ttl: {
    AccessToken: 10 * minute,
    AuthorizationCode: minute,
    Grant: 60 * minute,
    IdToken: 60 * minute,
    Interaction: 120 * minute,
    Session: 30 * minute,
  },
})

const client = ({ client, signingKey }: TestIdpSettings) => ({
  id_token_signed_response_alg: signingKey.alg === 'ES256' ? ('ES256' as const) : ('RS256' as const),
  client_id: client.id,
  client_secret: client.secret,
  redirect_uris: [...client.redirectUris],
  grant_types: ['authorization_code'],
  response_types: ['code' as const],
})

function account(accounts: Accounts, subject: string) {
  const found = accounts.find(subject)
  return found && { accountId: subject, claims: async () => ({ sub: subject, ...found }) }
}

function alwaysLogIn() {
  const policy = base()
  policy.clear()
  policy.add(
    new Prompt(
      { name: 'login', requestable: true },
      new Check('fresh', 'A login is required', 'login_required', context => !context.oidc.result?.login),
    ),
  )
  return policy
}

async function grantEverything({ oidc }: KoaContextWithOIDC) {
  const accountId = oidc.session?.accountId
  const clientId = oidc.client?.clientId
  if (!accountId || !clientId) return undefined
  const grant = new oidc.provider.Grant({ accountId, clientId })
  grant.addOIDCScope('openid profile')
  await grant.save()
  return grant
}
