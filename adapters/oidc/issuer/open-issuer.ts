import type { IncomingMessage } from 'node:http'
import type { Context, Middleware } from 'koa'
import Provider from 'oidc-provider'
import { steadyRefusals } from '../../../server/http/steady-refusals.ts'
import { monotonicMs } from '../../clock/monotonic.ts'
import { Problem } from '../../../server/domain/problem.ts'
import type { Scope } from '../../../server/domain/registry/scope.ts'
import type { OAuthDialect } from '../../../server/ports/oauth/oauth-dialect.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { answerWithProblem, sayWhenToRepeat } from '../errors/answer.ts'
import { answeredWithin } from '../configuration/waiting.ts'
import { certificatesAt } from '../configuration/certificates.ts'
import { createProvider } from './create-provider.ts'
import { answerDirectly } from '../direct/answer-directly.ts'
import { endpointsOf } from './endpoints.ts'
import { identityScopes } from '../tokens/identity-scopes.ts'
import type { OAuthModels, PolledRequests } from '../../../server/ports/oauth/oauth-models.ts'
import { polledAnswers, steadyBackchannel } from '../polled/polled-answers.ts'
import type { Materials } from './materials.ts'
import { dialectAnswers } from '../middleware/dialect-answers.ts'
import { dialectAuthorization, tellScope } from '../middleware/dialect-authorization.ts'
import { begunAuthorizations } from '../middleware/begun-authorizations.ts'
import { explainAssertion } from '../middleware/explain-assertion.ts'
import { failedAuthentications } from '../middleware/failed-authentications.ts'
import { freshFlow } from '../middleware/fresh-flow.ts'
import { grantedScope } from '../middleware/granted-scope.ts'
import { guardParameters } from '../middleware/guard-parameters.ts'
import { introspection } from '../middleware/introspection.ts'
import { issuerOrigin } from '../middleware/issuer-origin.ts'
import { keepBrowserState } from '../middleware/keep-browser-state.ts'
import { logoutHook } from '../middleware/logout-hook.ts'
import { oneTransaction } from '../middleware/one-transaction.ts'
import { ownConfirmation } from '../middleware/own-confirmation.ts'
import { postedAuthorization } from '../middleware/posted-authorization.ts'
import { postedLogout } from '../middleware/posted-logout.ts'
import { pushedAlone } from '../middleware/pushed-alone.ts'
import { proofBesideToken } from '../middleware/proof-beside-token.ts'
import { publicCaching } from '../middleware/public-caching.ts'
import { shownCertificate } from '../middleware/shown-certificate.ts'
import { observe } from './observe.ts'

/** A running issuer. */
export interface Issuer {
  readonly face: string
  readonly origin: string
  readonly protocolScopes: ReadonlySet<string>
  /** The scopes among these that give claims about the person, as scopes of this issuer. */
  readonly identityScopes: (names: readonly string[]) => readonly Scope[]
  /** The issuer's own words for authorizations that a person, or her login, ended. */
  readonly refusals: OAuthDialect['refusals'] | undefined
  /** Answers the paths of the issuer itself and passes all others on. */
  readonly middleware: Middleware
  /** Seconds within which an authorization may be answered. */
  readonly answeredWithin: number
  /** What its clients poll for; `undefined` where none may. */
  readonly polled: PolledRequests | undefined
  /** The pushed request lasts as long as the authorization that came of it. */
  readonly holdPushed: (id: string) => Promise<unknown>
  /** The engine as it is now; it is replaced when the keys change, and requests under way end on the one they began on. */
  readonly provider: () => Provider
}

/** One issuer from a face's profile. */
export function openIssuer(profile: OAuthProfile, materials: Materials): Issuer {
  const models = materials.openModels(profile.face, () => Provider.ctx)
  const endpoints = endpointsOf(profile)
  const base = new URL(profile.issuer).pathname.replace(/\/$/, '')

  const build = (detailTypes: readonly string[]) => {
    const provider = createProvider(profile, { materials, models, detailTypes })
    for (const middleware of before(provider, { profile, materials, models })) provider.use(middleware)
    observe(provider, profile.face, materials)
    if (profile.dialect) tellScope(provider)
    return { provider, handle: provider.callback(), detailTypes }
  }

  const direct = answerDirectly({ profile, materials, models })
  let current = build([])
  materials.keys.onChange(() => {
    current = build(current.detailTypes)
  })

  /** The engine knows the types that it is made with, and is made anew when others are registered. */
  const renew = async (): Promise<void> => {
    const types = await profile.detailTypes?.().catch(() => undefined)
    const names = types?.map(({ id }) => id).toSorted()
    if (names && names.join(' ') !== current.detailTypes.join(' ')) current = build(names)
  }

  return {
    face: profile.face,
    origin: new URL(profile.issuer).origin,
    protocolScopes: new Set(Object.keys(profile.protocolScopes)),
    identityScopes: names => identityScopes(profile, names),
    refusals: profile.dialect?.refusals,
    answeredWithin: answeredWithin(profile.lifetimes, materials.longestLoginSeconds),
    polled: profile.paths.deviceAuthorization === undefined ? undefined : models.polled,
    holdPushed: id => models.model('PushedAuthorizationRequest').find(id, { hold: true }),
    provider: () => current.provider,
    middleware: async (ctx, next) => {
      const methods = endpoints(ctx.path)
      if (!methods) return next()
      if (!methods.includes(ctx.method) || isQuestion(ctx)) {
        if (methods.includes(ctx.method)) ctx.status = 204
        else answerWithProblem(ctx, unknownMethod())
        ctx.set('Allow', methods.join(', '))
        return
      }
      const path = ctx.path.slice(base.length)
      await materials.lanes.run(
        path === profile.paths.introspection ? 'introspection' : 'ordinary',
        async () => {
          if (await direct(ctx, path)) return
          await renew()
          ctx.respond = false
          await current.handle(belowIssuer(ctx.req, base), ctx.res)
        },
      )
    },
  }
}

/** Which methods there are, asked by somebody who is no browser before a request to another origin; the engine knows only those. */
const isQuestion = ({ method, headers }: Context): boolean =>
  method === 'OPTIONS' && !(headers.origin && headers['access-control-request-method'])

const unknownMethod = () => new Problem('request.method-not-allowed', 'The path does not know this method')

/** @NOTE The engine knows its paths below the issuer only, and makes links from what `originalUrl` has more. */
function belowIssuer(req: IncomingMessage, base: string): IncomingMessage {
  if (base) Object.assign(req, { originalUrl: req.url, url: req.url?.slice(base.length) })
  return req
}

interface Parts {
  readonly profile: OAuthProfile
  readonly materials: Materials
  readonly models: OAuthModels
}

function before(provider: Provider, { profile, materials, models }: Parts): Middleware[] {
  const { paths } = profile
  const sessionCookie = provider.cookieName('session')
  const interactions = profile.interactionPath('')
  const certificates = certificatesAt(profile, materials)
  return [
    steadyRefusals(monotonicMs),
    steadyBackchannel(paths),
    async (ctx, next) => {
      await next()
      sayWhenToRepeat(ctx)
      await materials.audit.written()
    },
    issuerOrigin(profile.issuer),
    publicCaching(paths, materials),
    failedAuthentications(paths, materials),
    ...(profile.dialect ? [dialectAnswers(paths, profile.dialect)] : []),
    ...(profile.dialect ? [] : [grantedScope(profile, models)]),
    polledAnswers(paths),
    guardParameters(paths, materials),
    ...(certificates ? [shownCertificate(certificates)] : []),
    ...(profile.knowsFapi ? [proofBesideToken(profile)] : []),
    begunAuthorizations(profile, materials),
    ownConfirmation(profile, materials),
    postedAuthorization(profile, materials),
    pushedAlone(paths),
    ...(profile.dialect ? [dialectAuthorization(paths, profile.dialect)] : []),
    freshFlow({ paths, sessionCookie, models }),
    explainAssertion(profile, materials.clock),
    introspection(profile, materials),
    oneTransaction(paths, materials),
    logoutHook(paths, materials),
    keepBrowserState({ ...materials, models, interactions, sessionCookie, paths }),
    postedLogout(profile, materials),
  ]
}
