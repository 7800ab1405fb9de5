import type { Middleware } from 'koa'
import type { IdentityProviderSettings } from '../../adapters/idporten/settings.ts'
import type { OperatorLoginSettings } from '../../adapters/operator-login/settings.ts'
import { levels } from '../../adapters/test-idp/levels.ts'
import { openTestIdp } from '../../adapters/test-idp/open-test-idp.ts'
import { operators } from '../../adapters/test-idp/operators.ts'
import { people } from '../../adapters/test-idp/people.ts'
import type { Clock } from '../ports/clock.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import type { DemoSecrets } from './demo-secrets.ts'
import { operators as knownOperators } from './world/operators.ts'
import { persons } from './world/persons.ts'

interface Tools {
  readonly publicUrl: string
  readonly managementUrl: string | undefined
  readonly renderer: PageRenderer
  readonly clock: Clock
}

/** How samtykke reaches the test identity provider, as it would reach ID-porten. */
export const reachingTestIdp = (
  publicUrl: string,
  { identityProvider }: Pick<DemoSecrets, 'identityProvider'>,
): IdentityProviderSettings => ({
  issuer: `${publicUrl}/test-idp`,
  clientId: 'samtykke',
  clientSecret: identityProvider.clientSecret,
  clientJwk: undefined,
  acr: { low: levels[0], substantial: levels[0], high: levels[1] },
  callbackUrl: `${publicUrl}/login/callback`,
  allowHttp: true,
})

/** How the console reaches the operators' test provider. */
export const reachingTestOperators = (
  publicUrl: string,
  { operatorLogin }: Pick<DemoSecrets, 'operatorLogin'>,
): OperatorLoginSettings => ({
  issuer: `${publicUrl}/test-operators`,
  clientId: 'samtykke-console',
  clientSecret: operatorLogin.clientSecret,
  clientJwk: undefined,
  allowHttp: true,
  scope: 'openid profile',
  roleClaim: 'roles',
  roleValues: [
    ['administrator', 'administrator'],
    ['support', 'support'],
    ['auditor', 'auditor'],
  ],
})

/** The test identity provider, whose logins may come back to the other origins, too. */
export function testIdp(
  { publicUrl, renderer, clock }: Tools,
  { identityProvider }: Pick<DemoSecrets, 'identityProvider'>,
  otherOrigins: readonly string[],
): Middleware {
  const { issuer, clientId, callbackUrl } = reachingTestIdp(publicUrl, { identityProvider })
  return openTestIdp({
    issuer,
    client: {
      id: clientId,
      secret: identityProvider.clientSecret,
      redirectUris: [callbackUrl, ...otherOrigins.map(origin => `${origin}/login/callback`)],
      postLogoutRedirectUris: [`${publicUrl}/logged-out`],
    },
    signingKey: identityProvider.signingKey,
    cookieKey: identityProvider.cookieKey,
    accounts: people(persons),
    renderer,
    clock,
  })
}

/** The operators' test provider; none where operators have no address to come to. */
export function testOperators(
  { publicUrl, managementUrl, renderer, clock }: Tools,
  { operatorLogin }: Pick<DemoSecrets, 'operatorLogin'>,
): readonly Middleware[] {
  if (managementUrl === undefined) return []
  const { issuer, clientId } = reachingTestOperators(publicUrl, { operatorLogin })
  return [
    openTestIdp({
      issuer,
      client: {
        id: clientId,
        secret: operatorLogin.clientSecret,
        redirectUris: [`${managementUrl}/console/login`],
        postLogoutRedirectUris: [`${managementUrl}/console/logged-out`],
      },
      signingKey: operatorLogin.signingKey,
      cookieKey: operatorLogin.cookieKey,
      accounts: operators(knownOperators),
      renderer,
      clock,
    }),
  ]
}
