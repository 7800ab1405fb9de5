import { pageRoute } from './page-route.ts'
import type { PageReply, Pages } from './pages.ts'
import type { PersonOf } from './person-here.ts'

interface Descriptions {
  /** Paths of the APIs' descriptions. */
  readonly openApi: readonly string[]
  readonly issuers: readonly string[]
  /** Where one may try everything out; nowhere without it. */
  readonly demo: string | undefined
}

/** `/`: people go on to their consents from here, and developers to what describes the APIs. */
export const frontPage = (described: Descriptions, personOf: PersonOf): Pages => ({
  routes: [
    pageRoute({
      method: 'get',
      path: '/',
      handle: async ({ cookies }): Promise<PageReply> => ({
        view: 'front',
        model: {
          person: await personOf(cookies),
          openApi: described.openApi,
          discovery: described.issuers.map(discoveryOf),
          demo: described.demo,
        },
      }),
    }),
  ],
})

/** OpenID Connect Discovery section 4: below the issuer's address without its last slash. */
const discoveryOf = (issuer: string): string =>
  `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
