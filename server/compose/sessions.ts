import type { Context } from 'koa'
import { idportenIdentityProvider } from '../../adapters/idporten/identity-provider.ts'
import { operatorLogin } from '../../adapters/operator-login/operator-login.ts'
import { offeredClients } from './client-rules.ts'
import type { Config } from '../config/config.ts'
import type { Demo } from '../demo/open-demo.ts'
import { readCookies, setCookie } from '../http/pages/cookies.ts'
import type { PersonOf } from '../http/pages/person-here.ts'
import { sessionCookie } from '../http/pages/session-cookie.ts'
import type { ConsoleTools } from '../faces/tools/console-tools.ts'
import { logInOperator } from '../usecases/sessions/log-in-operator.ts'
import { logOutOperator } from '../usecases/sessions/log-out-operator.ts'
import type { IdentityProvider } from '../ports/sessions/identity-provider.ts'
import { loggedIn } from '../wording/logged-in.ts'
import type { Stores } from './storage.ts'

/** The person who is logged in to the pages in the browser that asks. */
export const personAtPages =
  ({ sessions }: Pick<Stores, 'sessions'>, publicUrl: string) =>
  async ({ headers }: Context) => {
    const value = readCookies(headers.cookie, publicUrl.startsWith('https:'))[sessionCookie]
    return value === undefined ? undefined : (await sessions.find(value))?.party.id
  }

/** The same for whoever shows pages: as she is named on top of them. */
export const shownPerson =
  ({ sessions }: Pick<Stores, 'sessions'>): PersonOf =>
  async cookies => {
    const session = await sessions.find(cookies[sessionCookie] ?? '')
    return session && loggedIn(session)
  }

/** Who logs out at an issuer has logged out of the pages, too. */
export const endPortalSession =
  ({ sessions, audit }: Pick<Stores, 'sessions' | 'audit'>, publicUrl: string) =>
  async (ctx: Context): Promise<void> => {
    const secure = publicUrl.startsWith('https:')
    const value = readCookies(ctx.headers.cookie, secure)[sessionCookie]
    const session = value === undefined ? undefined : await sessions.find(value)
    if (value !== undefined) await sessions.end(value)
    audit.record({ what: 'logout.succeeded', at: 'issuer', partyId: session?.party.id })
    if (value === undefined) return
    ctx.append('Set-Cookie', setCookie({ name: sessionCookie, value: undefined }, secure))
  }

interface LoginParts {
  readonly config: Pick<Config, 'identityProvider'>
  readonly publicUrl: string
  readonly stores: Pick<Stores, 'clock' | 'ids'>
  readonly demo: Pick<Demo, 'identityProviderSettings'> | undefined
}

/** Where people log in: at the identity provider of the configuration, else at the demo's own. */
export function openIdentityProvider({ config, publicUrl, stores, demo }: LoginParts): IdentityProvider {
  const { identityProvider: configured } = config
  const settings = configured
    ? {
        ...configured,
        callbackUrl: `${publicUrl}/login/callback`,
        allowHttp: configured.issuer.startsWith('http:'),
      }
    : demo?.identityProviderSettings
  if (!settings) throw new Error('There is no identity provider')
  return idportenIdentityProvider(settings, stores)
}

interface OperatorLoginParts {
  readonly config: Pick<Config, 'operators'>
  readonly stores: Pick<Stores, 'ids' | 'audit' | 'operatorSessions'>
  readonly demo: Pick<Demo, 'operatorLoginSettings'> | undefined
}

/** How operators log in, and out; nowhere in production without a provider in the configuration. In demo at the demo's own. */
export function operatorLogins({ config, stores, demo }: OperatorLoginParts): ConsoleTools {
  const { operators: configured } = config
  const settings = configured
    ? { ...configured, clientJwk: undefined, allowHttp: configured.issuer.startsWith('http:') }
    : demo?.operatorLoginSettings
  return {
    operatorLogin: settings && operatorLogin(settings, stores),
    operatorSessions: stores.operatorSessions,
    clientPresets: offeredClients,
    logInOperator: logInOperator(stores),
    logOutOperator: logOutOperator(stores),
  }
}
