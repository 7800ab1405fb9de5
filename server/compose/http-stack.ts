import type { Middleware } from 'koa'
import type { ClientCertificates } from '../../adapters/oidc/issuer/materials.ts'
import type { Issuer } from '../../adapters/oidc/issuer/open-issuer.ts'
import type { Config } from '../config/config.ts'
import type { Demo } from '../demo/open-demo.ts'
import type { Assets } from '../http/pages/assets.ts'
import { atHost, notAtHosts } from '../http/at-host.ts'
import { insertedPaths } from '../http/inserted-paths.ts'
import { mountFace } from '../http/api/mount-face.ts'
import { frontPage } from '../http/pages/front-page.ts'
import { mountPages } from '../http/pages/mount-pages.ts'
import { nothingThere } from '../http/pages/nothing-there.ts'
import { openApiPath, serveOpenApi } from '../http/api/openapi.ts'
import type { Gate } from '../http/limits/gate.ts'
import type { PersonOf } from '../http/pages/person-here.ts'
import { securityTxt } from '../http/security-txt.ts'
import { robotsTxt } from '../http/robots-txt.ts'
import type { Clock } from '../ports/clock.ts'
import type { Lanes } from '../ports/lanes.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import type { OpenFace } from './faces.ts'
import { type Handle, onErrorOf, requestStack, type StackParts } from './request-stack.ts'
import { shownPerson } from './sessions.ts'
import type { Stores } from './storage.ts'

interface Parts extends StackParts {
  readonly config: StackParts['config'] & Pick<Config, 'securityContact'>
  readonly publicUrl: string
  readonly stores: StackParts['stores'] & {
    readonly clock: Clock
    readonly units: { readonly lanes: Lanes }
    readonly sessions: Stores['sessions']
  }
  readonly gate: Gate
  readonly assets: Assets
  readonly renderer: PageRenderer
  readonly demo: Pick<Demo, 'middleware'> | undefined
  readonly issuers: readonly Issuer[]
  /** The addresses of all issuers, those too that faces are by themselves. */
  readonly issuerUrls: readonly string[]
  readonly opened: readonly OpenFace[]
  readonly certificates: Pick<ClientCertificates, 'shownIn'> | undefined
}

/** What every request to the public port passes, in this order, until somebody answers. */
export function httpStack(parts: Parts): Handle {
  const { config, publicUrl, stores, renderer, assets, demo, issuers, issuerUrls, opened, gate } = parts
  const otherOrigins = originsBeside(publicUrl, issuers)
  const { lanes } = stores.units
  const personOf: PersonOf = cookies => lanes.run('ordinary', () => shownPerson(stores)(cookies))
  const pageTools = { renderer, publicUrl, otherOrigins, lanes, gate, personOf }
  const apiTools = { onError: onErrorOf(parts), lanes, gate, certificateIn: parts.certificates?.shownIn }
  return requestStack(parts, [
    robotsTxt,
    securityTxt({ contact: config.securityContact, publicUrl, now: stores.clock.now }),
    insertedPaths(issuerUrls, publicUrl),
    ...issuers.map(atItsHost(otherOrigins)),
    assets.middleware,
    ...(demo ? [demo.middleware(otherOrigins)] : []),
    ...opened.flatMap(face => apisOf(face, apiTools)),
    ...opened.flatMap(({ pages }) => (pages ? [mountPages(pages, pageTools)] : [])),
    mountPages(frontPage(describedBy(parts), personOf), pageTools),
    nothingThere(pageTools),
  ])
}

/** Where issuers are that have a host of their own. The pages are there, too. */
const originsBeside = (publicUrl: string, issuers: readonly Issuer[]): readonly string[] => [
  ...new Set(issuers.map(({ origin }) => origin).filter(origin => origin !== new URL(publicUrl).origin)),
]

const atItsHost = (otherOrigins: readonly string[]) => {
  const otherHosts = otherOrigins.map(origin => new URL(origin).host)
  return ({ origin, middleware }: Issuer): Middleware =>
    otherOrigins.includes(origin)
      ? atHost(new URL(origin).host, middleware)
      : notAtHosts(otherHosts, middleware)
}

const apisOf = (face: OpenFace, tools: Parameters<typeof mountFace>[1]): readonly Middleware[] =>
  describedIn(face).flatMap(one => [serveOpenApi(one), mountFace(one.api, tools)])

const describedIn = ({ name, api, apis = [] }: OpenFace) =>
  [...(api ? [api] : []), ...apis].map(one => ({ face: name, api: one }))

const describedBy = ({ opened, issuerUrls, demo }: Pick<Parts, 'opened' | 'issuerUrls' | 'demo'>) => ({
  openApi: opened.flatMap(describedIn).map(openApiPath),
  issuers: issuerUrls,
  demo: demo && '/demo',
})
