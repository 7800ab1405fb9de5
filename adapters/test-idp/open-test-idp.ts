import type { IncomingMessage } from 'node:http'
import type { Middleware, ParameterizedContext } from 'koa'
import mount from 'koa-mount'
import Provider from 'oidc-provider'
import { loginForm } from './login-form.ts'
import { logout } from './logout.ts'
import { cookieNames, providerConfiguration } from './provider-configuration.ts'
import type { TestIdpSettings } from './settings.ts'

/**
 * A second OpenID Connect issuer that is where ID-porten is, or the operators' own provider, below the path of its issuer.
 * Its login page is one form: the field of its accounts, and a button `outcome` with the value `login`, `cancel` or `fail`.
 * For demo and test only: anybody may log in as anybody. What is not below the path goes to the next middleware.
 */
export function openTestIdp(settings: TestIdpSettings): Middleware {
  const provider = new Provider(settings.issuer, providerConfiguration(settings))
  provider.proxy = true

  const handle = provider.callback()
  const issuer = new URL(settings.issuer)
  const pages: [RegExp, (context: ParameterizedContext) => Promise<void>][] = [
    [/^\/login\/[\w-]+$/, loginForm({ provider, settings })],
    [/^\/logout$/, logout(settings)],
  ]

  return mount(issuer.pathname, async context => {
    pinAddress(context.req, issuer)
    forgetSession(context.req, cookieNames(settings.accounts).session)
    const page = pages.find(([path]) => path.test(context.path))
    if (page) {
      context.set(headers)
      return page[1](context)
    }
    context.respond = false
    await handle(
      Object.assign(context.req, { originalUrl: context.originalUrl, url: context.url }),
      context.res,
    )
  })
}

/** Links are made from the issuer, never from what the request says about its host. */
function pinAddress({ headers }: IncomingMessage, issuer: URL) {
  headers.host = issuer.host
  headers['x-forwarded-host'] = issuer.host
  headers['x-forwarded-proto'] = issuer.protocol.slice(0, -1)
}

/** Each login is by itself: whoever logged in before in this browser must not trouble it. */
function forgetSession({ headers }: IncomingMessage, session: string) {
  headers.cookie = (headers.cookie ?? '')
    .split('; ')
    .filter(cookie => !cookie.startsWith(session))
    .join('; ')
}

const headers = {
  /** No `form-action`: a login may end at any client's address, and browsers follow that rule through redirects. */
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}
